import { expect, it } from "vitest";
import { failedLine } from "../../src/run/room-words";

it("an entry without effect is told with why it had none, once", () => {
    const record = { content: { kind: 1, said: { action: "invite" } } };
    const line = failedLine({ record, code: "void", text: "parent" } as unknown as Parameters<typeof failedLine>[0]);
    expect(line).toMatch(/^what you said \(invite\) took no effect: somebody else has changed the room meanwhile/);
});
