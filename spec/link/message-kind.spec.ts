import { EVENT_FRAGMENT } from "../../src/link/fragments";
import { describeMessage } from "../../src/link/message-kind";
import { SYNC_KINDS } from "../../src/sync/kinds";
import { EVENTS } from "../../src/sync/messages";
import { encodeWant, WANT } from "../../src/sync/requests";
import { NOTICE_KIND } from "./kinds";

describe("describeMessage", () => {
    it("says the name and what the message holds", () => {
        assert.equal("notice: 5 letters", describeMessage(NOTICE_KIND, NOTICE_KIND.type, "hello"));
    });

    it("says when a message is not understood: of an unknown type, or not of its type's form", () => {
        assert.equal("type 99, not understood", describeMessage(undefined, 99, "hello"));
        assert.equal("type 40, not understood", describeMessage(NOTICE_KIND, NOTICE_KIND.type, "\x01"));
    });

    it("takes a message of nothing for one that is understood", () => {
        assert.equal("notice: 0 letters", describeMessage(NOTICE_KIND, NOTICE_KIND.type, ""));
    });

    it("says that all of a week is wanted", () => {
        const payload = encodeWant({ salt: 1, weekNumber: 2820, coefficients: [] });
        assert.equal("want: all of week 2820", describeMessage(WANT, WANT.type, payload));
    });
});

describe("Fragments that do not name their type", () => {
    it("carry events, and nothing else", () => {
        for (const kind of SYNC_KINDS) {
            assert.equal(kind === EVENTS, kind.fragmentType === EVENT_FRAGMENT.type);
        }
    });
});
