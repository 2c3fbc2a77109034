import { toId, weekOf } from "../../src/event/key";
import { Rejections } from "../../src/ledger/rejections";
import type { Candidate } from "../../src/log/admission";
import { START } from "../support/world";

function candidate(counter: number, sender = "Jaina-Realm"): Candidate {
    return { time: START + counter, id: toId(10, 0), body: "\x01", server: 0, sender, isCreator: false };
}

describe("Rejected events", () => {
    it("count once, however often they are offered, with who offered the last one and why it was refused", () => {
        const rejections = new Rejections();
        assert.is_nil(rejections.all());
        rejections.note(candidate(1), "future");
        rejections.note(candidate(1), "future");
        rejections.note(candidate(2, "Varian-Realm"), "unauthorized");
        assert.same({ count: 2, peer: "Varian-Realm", reason: "unauthorized" }, rejections.all());
        assert.equal(2, rejections.ofWeek(weekOf(START)));
        assert.equal(0, rejections.ofWeek(weekOf(START) - 1));
    });

    it("do not count any more once they are in the log", () => {
        const rejections = new Rejections();
        const { time, id } = candidate(1);
        rejections.entered(time, id);
        rejections.note(candidate(1), "unauthorized");
        rejections.entered(time, id);
        assert.is_nil(rejections.all());
        assert.equal(0, rejections.ofWeek(weekOf(START)));
    });

    it("are told apart up to a bound", () => {
        const rejections = new Rejections();
        for (const index of $range(1, 3000)) rejections.note(candidate(index), "unauthorized");
        assert.equal(1000, rejections.all()!.count);
    });
});
