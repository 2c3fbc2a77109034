import { expect, it } from "vitest";
import { Gate } from "../../src/replica/gate";

it("a gate lets so many in at a time, in the order in which they came, and each place is given back once", async () => {
    const gate = new Gate(2);
    const inside: number[] = [];
    const enter = async (name: number): Promise<() => void> => {
        const leave = await gate.enter();
        inside.push(name);
        return leave;
    };
    const [first, second] = [await enter(1), await enter(2)];
    const later = [enter(3), enter(4), enter(5)];
    await new Promise(setImmediate);
    expect(inside).toEqual([1, 2]);
    first();
    first();
    await new Promise(setImmediate);
    expect(inside).toEqual([1, 2, 3]);
    second();
    (await later[0])();
    await Promise.all(later);
    expect(inside).toEqual([1, 2, 3, 4, 5]);
});
