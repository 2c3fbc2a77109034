import { explain } from "../../src/diagnostics/explain";
import type { SealJoining, SealStatus } from "../../src/api/seal";
import { supportText } from "../../src/diagnostics/support-text";
import { AWARD, openStatus } from "./statuses";

const SEAL = { ...AWARD, type: "seal", week: 2820 };

const NONE: SealStatus = { disputedBy: [], differing: [], absentWeeks: 0, absentEvents: 0, orphans: 0, lostOrphans: 0 };

/** What is said of seals beside that all is well. */
function said(changes: Partial<SealStatus>): string[] {
    const [, ...others] = explain(openStatus({ seals: { ...NONE, ...changes } }));
    return others;
}

describe("explain, of seals,", () => {
    it("says nothing while there is none", () => {
        assert.same([], said({}));
    });

    it("says what is sealed, and what is known of its state", () => {
        assert.same(
            ["All weeks before week 2820 are sealed, and their state is right."],
            said({ event: SEAL, standing: "checked" }),
        );
        assert.same(
            [
                "All weeks before week 2820 are sealed, and their state is right; 400 events of 2 weeks are not here and count in the sealed state.",
            ],
            said({ event: SEAL, standing: "checked", absentWeeks: 2, absentEvents: 400 }),
        );
        assert.same(
            ["All weeks before week 2820 are sealed; their state is not compared yet."],
            said({ event: SEAL, standing: "rows" }),
        );
        assert.same(
            ["All weeks before week 2820 are sealed; their state could not be compared: it is another version."],
            said({ event: SEAL, standing: "rows", problem: "it is another version" }),
        );
    });

    it("says what keeps a state from being used that was right", () => {
        const sealed = { event: SEAL, standing: "checked" as const, problem: "it is old" };
        assert.equal("It is not compared again: it is old.", said(sealed)[1]);
        assert.equal("The sealed state is shown as it is: it is old.", said({ ...sealed, absentWeeks: 1 })[1]);
        assert.same(
            ["The state of a seal is not taken, and all its events are asked for: it is old."],
            said({ problem: "it is old" }),
        );
    });

    it("says whose word the state of a newcomer is", () => {
        assert.same(
            [
                "All weeks before week 2820 are sealed; their state came from a peer, and nobody but its author has confirmed it yet.",
            ],
            said({ event: SEAL, standing: "adopted", isConfirmed: false }),
        );
        assert.same(
            [
                "All weeks before week 2820 are sealed; their state came from a peer, and another peer has checked it.",
                "The sealed state is shown as it is: it is old.",
            ],
            said({ event: SEAL, standing: "adopted", isConfirmed: true, problem: "it is old" }),
        );
    });

    it("says what a seal is waiting for", () => {
        const joining = { event: SEAL, lacking: 1, surplus: 0, isFetching: false, isStalled: false };
        const says = (more: Partial<SealJoining>): string => said({ joining: { ...joining, ...more } })[0];
        assert.matches("it counts here once the 1 sealed event that is not here has come", says({}));
        assert.matches("it counts here once the 2 sealed events that are not here have come", says({ lacking: 2 }));
        assert.matches("it counts here once somebody has told which events are not sealed", says({ lacking: 0 }));
        assert.matches(
            "5 sealed events are not here, and their state is being",
            says({ lacking: 5, isFetching: true }),
        );
        assert.matches(
            "nobody who may has sent the 1 sealed event that is not here, or told what else differs: .* ledger:acceptSeal%(%)",
            says({ isStalled: true }),
        );
        assert.matches("nobody who may has told what else differs", says({ lacking: 0, isStalled: true }));
    });

    it("names who holds something else", () => {
        assert.same(
            [
                "Of the sealed weeks A-Realm holds something else, and may show other standings until what is sealed is there: " +
                    "with a version of the library that knows no seals it stays so.",
            ],
            said({ differing: ["A-Realm"] }),
        );
        assert.matches(
            "Of the sealed weeks A%-Realm, B%-Realm hold something",
            said({ differing: ["A-Realm", "B-Realm"] })[0],
        );
    });

    it("says what is wrong with a seal, first", () => {
        const [wrong, ...others] = said({
            event: SEAL,
            standing: "rows",
            mismatch: { event: SEAL, reason: "state", surplus: 0 },
        });
        assert.matches("^The seal of all weeks before week 2820 names another state", wrong);
        assert.same([], others);
        assert.matches(
            "leaves out 300 events that are here, so it does not count: ledger:acceptSeal%(%)",
            said({ mismatch: { event: SEAL, reason: "surplus", surplus: 300 } })[0],
        );
    });

    it("says what came too late, and how to write it again", () => {
        assert.same(
            [
                "1 event came too late for a seal and does not count: /lel resubmit writes those of this character again.",
            ],
            said({ orphans: 1 }),
        );
        assert.same(
            "2 events more came too late, and there was no room to keep them.",
            said({ orphans: 2, lostOrphans: 2 })[1],
        );
    });

    it("numbers those who dispute it in the text for support", () => {
        const seals = { ...NONE, event: SEAL, standing: "adopted" as const, disputedBy: ["Secret-Realm"] };
        assert.same(
            "Secret-Realm found another state than the sealed one, which is shown here until the history has come.",
            said(seals)[1],
        );
        const text = supportText({
            name: "Bank",
            version: "1",
            game: "game",
            time: 1,
            trace: [],
            status: openStatus({ seals }),
        });
        assert.is_nil(string.find(text, "Secret-Realm", 1, true)[0]);
        assert.matches("player %d found another state", text);
    });
});
