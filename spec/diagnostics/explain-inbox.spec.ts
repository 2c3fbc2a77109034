import type { InboxStatus } from "../../src/api/status";
import { explain } from "../../src/diagnostics/explain";
import { explainInbox } from "../../src/diagnostics/explain-inbox";
import { openStatus } from "./statuses";

function told(changes: Partial<InboxStatus>): string[] {
    const nothing = {
        offers: 0,
        entered: 0,
        known: 0,
        staying: 0,
        refused: {},
        malformed: 0,
        waiting: 0,
        isHeld: false,
    };
    const sentences: string[] = [];
    explainInbox({ ...nothing, ...changes }, (sentence) => {
        sentences.push(sentence);
    });
    return sentences;
}

describe("The sentences about the inbox", () => {
    it("are none where there was none", () => {
        assert.same([], told({}));
    });

    it("tell what came of it", () => {
        assert.same(
            ["The inbox: 2 offers read; 1 event entered, and 3 events of it were here."],
            told({ offers: 2, entered: 1, known: 3 }),
        );
    });

    it("tell what this character keeps to itself", () => {
        const [, last] = told({ offers: 1, entered: 2, staying: 2 });
        assert.equal(
            "2 events of the inbox stay here: this character may not pass them on, so others get them from who may, or from " +
                "their own companion.",
            last,
        );
        assert.matches("^1 event of the inbox stays here", told({ staying: 1 })[0]);
    });

    it("tell what was refused and why", () => {
        assert.same(
            ["4 events of the inbox may not enter here: 1 sealed, 3 unauthorized."],
            told({ refused: { unauthorized: 3, sealed: 1 } }),
        );
    });

    it("tell what could not be read", () => {
        assert.same(
            ["1 part of the inbox could not be read: its file is damaged, or the companion is of another version."],
            told({ malformed: 1 }),
        );
    });

    it("tell that it is being read, or waits", () => {
        assert.same(["The inbox is being read: 3 weeks to come."], told({ waiting: 3 }));
        assert.same(
            ["The inbox waits until authorize() knows, with 1 week to come: the guild roster may still be on its way."],
            told({ waiting: 1, isHeld: true }),
        );
    });

    it("stand among those of explain()", () => {
        const inbox = {
            offers: 1,
            entered: 1,
            known: 0,
            staying: 0,
            refused: {},
            malformed: 0,
            waiting: 0,
            isHeld: false,
        };
        const sentences = explain(openStatus({ inbox }));
        assert.is_true(sentences.includes("The inbox: 1 offer read; 1 event entered, and 0 events of it were here."));
    });
});
