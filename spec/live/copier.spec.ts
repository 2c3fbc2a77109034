import { OwnBoard } from "../../src/live/board/own-board";
import { ANSWER_BYTES } from "../../src/live/constants";
import type { RoomContext } from "../../src/live/context";
import { Copier } from "../../src/live/copier";
import { Members } from "../../src/live/members";
import { ManualTime, START } from "../support/world";

describe("Copier", () => {
    it("gives a member that asks for everything again and again no more than a minute's bytes", () => {
        const time = new ManualTime();
        let answers = 0;
        const count = (): void => {
            answers++;
        };
        const port = { mayWhisper: () => true, whisper: count, broadcast: count };
        const scope = { isMember: () => true, isOnline: () => true, maySpeak: () => true };
        const context = { clock: time, timers: time, port, self: "A-Realm", scope } as unknown as RoomContext;
        const members = new Members(context, { joined: () => {}, left: () => {}, shown: () => {} });
        const own = new OwnBoard("A-Realm", START, () => {});
        for (const _ of $range(1, 4)) own.add(string.rep("x", 2500));
        const copier = new Copier(context, members, own);
        time.advance(10);
        for (const _ of $range(1, 60)) {
            copier.serve("Liar-Realm");
            time.advance(1);
        }
        assert.is_true(answers > 0);
        assert.is_true(answers * own.cells.bytes <= 2 * ANSWER_BYTES, string.format("%.0f answers", answers));
        const before = answers;
        copier.serve("Honest-Realm");
        assert.equal(before + 1, answers);
    });
});
