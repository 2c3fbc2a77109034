import type { Authorize } from "../../src/api/authorize";
import type { InboxStatus } from "../../src/api/status";
import { decodeChecked } from "../../src/block/checked-text";
import { encodeByteString, encodeCbor } from "../../src/codec/cbor";
import { toId, weekOf } from "../../src/event/key";
import type { Ledger } from "../../src/ledger/ledger";
import type { SavedLedger } from "../../src/log/archive";
import { toHex } from "../codec/hex";
import { noPause } from "../support/background";
import type { TestEvent } from "../support/events";
import { createGuild, dump, type NotesState, startAll, startLedger } from "../support/ledgers";
import { NO_NATIVE } from "../support/natives";
import { START, World } from "../support/world";
import { idOf, inboxOf, type TestOffer, type TestSpeaker, textOf } from "./stage";

const SCOPE = "guild:Guild-Realm";
const ANNA: TestSpeaker = ["Player-1001-0000ABCD", "Anna-Realm"];
const BERT: TestSpeaker = ["Player-1001-0000BEEF", "Bert-Realm"];
const OWN = "Player-1001-0000000A";

/** A note of Anna's unless another creator is given. */
function note(second: number, text: string, creator = 0xabcd, server = 1001): TestEvent {
    return { time: START - 1000 + second, id: toId(creator, 0), server, body: `\x01${encodeCbor(text)[0]!}` };
}

function offer(number: number, events: readonly TestEvent[], ...speakers: TestSpeaker[]): TestOffer {
    return { number, events, speakers: speakers.length === 0 ? [ANNA] : speakers };
}

/** A client that finds an inbox. */
class Fixture {
    readonly world = new World();
    readonly saved: SavedLedger = {};
    readonly questions: string[] = [];
    answer: boolean | undefined = true;
    answers = new LuaMap<string, boolean>();
    isBroken = false;
    ledger!: Ledger<NotesState>;
    readonly refused: string[] = [];

    readonly authorize: Authorize = (event, sender, direction, isCreator) => {
        if (this.isBroken) error("broken", 0);
        if (event !== undefined && direction === "in") {
            this.questions.push(`${tostring(event.text)} ${sender} ${tostring(isCreator)}`);
        }
        return this.answers.get(`${sender} ${direction}`) ?? this.answers.get(sender) ?? this.answer;
    };

    open(found: unknown): this {
        const { world, saved, authorize } = this;
        world.inbox.found = found;
        this.ledger = startLedger(world, { saved, authorize, inbox: true });
        this.ledger.define("gift", { id: 2, fields: ["player:guid"] }, () => {});
        this.ledger.on("refused", (event, reason, sender) => {
            this.refused.push(`${tostring(event.text)} ${reason} ${sender}`);
        });
        world.time.advance(1);
        assert.same([], world.guard.reports);
        return this;
    }

    take(...offers: TestOffer[]): this {
        return this.open(inboxOf(offers));
    }

    status(): InboxStatus {
        return this.ledger.status().inbox!;
    }

    outcomes(): string {
        return toHex(decodeChecked(this.saved.scopes![SCOPE].inbox, NO_NATIVE, noPause)!);
    }
}

const NOTHING: InboxStatus = {
    offers: 0,
    entered: 0,
    known: 0,
    staying: 0,
    refused: {},
    malformed: 0,
    waiting: 0,
    isHeld: false,
};

function hexOf(number: number, rest: string): string {
    return toHex(idOf(number)) + rest;
}

describe("The inbox", () => {
    let fixture: Fixture;
    before_each(() => {
        fixture = new Fixture();
    });

    it("is not looked at without the option, and the file does not say that it is", () => {
        const { world, saved } = fixture;
        world.inbox.found = inboxOf([offer(1, [note(1, "x")])]);
        const ledger = startLedger(world, { saved });
        world.time.advance(10);
        assert.same([], world.inbox.asked);
        assert.is_nil(ledger.status().inbox);
        assert.is_nil(saved.scopes![SCOPE].inbox);
        assert.equal(0, ledger.status().events);
    });

    it("of which there is none leaves an entry of no outcomes", () => {
        fixture.open(undefined);
        assert.same(["Spec guild:Guild-Realm"], fixture.world.inbox.asked);
        assert.same(NOTHING, fixture.status());
        assert.equal("", fixture.outcomes());
    });

    it("brings events, which stand in the log, the state and the file", () => {
        fixture.take(offer(1, [note(1, "a"), note(2, "b")]), offer(2, [note(3, "c", 0xbeef)], BERT));
        assert.same({ ...NOTHING, offers: 2, entered: 3 }, fixture.status());
        assert.same(["a", "b", "c"], fixture.ledger.getState().notes);
        assert.same(["a Anna-Realm true", "b Anna-Realm true", "c Bert-Realm true"], fixture.questions);
        assert.equal(hexOf(1, "0000") + hexOf(2, "0000"), fixture.outcomes());
        assert.equal(ANNA[0], fixture.ledger.find({ time: START - 999, creator: 0xabcd, counter: 0 })!.creatorGuid);
    });

    it("knows what is here already, in a packed week too, and asks nobody", () => {
        const offers = [offer(1, [note(1, "a"), note(2, "b")], BERT)];
        fixture.take(...offers);
        fixture.ledger.stop();
        const { questions } = fixture;
        const before = questions.length;
        const again = startLedger(new World(), { saved: fixture.saved, authorize: fixture.authorize, inbox: true });
        assert.equal(2, again.status().events);
        again.stop();
        const world = new World();
        world.inbox.found = inboxOf(offers);
        const last = startLedger(world, { saved: fixture.saved, authorize: fixture.authorize, inbox: true });
        world.time.advance(1);
        assert.same({ ...NOTHING, offers: 1, known: 2 }, last.status().inbox);
        assert.equal(before, questions.length);
    });

    it("is read once all addons are there", () => {
        const { world } = fixture;
        world.inbox.isThere = false;
        fixture.take(offer(1, [note(1, "a")]));
        world.time.advance(5);
        assert.same([], world.inbox.asked);
        world.inbox.isThere = true;
        world.time.advance(2);
        assert.equal(1, fixture.status().entered);
    });

    it("is read once: a scope that is opened again keeps the outcomes", () => {
        fixture.take(offer(1, [note(1, "a")]));
        fixture.ledger.stop();
        fixture.ledger.start();
        fixture.world.time.advance(5);
        assert.same(NOTHING, fixture.status());
        assert.equal(hexOf(1, "0000"), fixture.outcomes());
    });

    describe("asks authorize()", () => {
        it("about one speaker after the other, until one may", () => {
            fixture.answers.set(ANNA[1], false);
            fixture.take(offer(1, [note(1, "a")], ANNA, BERT));
            assert.same(["a Anna-Realm true", "a Bert-Realm false"], fixture.questions);
            assert.equal(1, fixture.status().entered);
        });

        it("under the name that the game has for a speaker", () => {
            fixture.world.identity.guids.set("Anna-Otherrealm", ANNA[0]);
            fixture.take(offer(1, [note(1, "a")]));
            assert.same(["a Anna-Otherrealm true"], fixture.questions);
        });

        it("never under a name that is another player's", () => {
            fixture.world.identity.guids.set("Anna-Realm", "Player-1001-00000FFF");
            fixture.take(offer(1, [note(1, "a")], ANNA, BERT));
            assert.same(["a Bert-Realm false"], fixture.questions);
            const other = new Fixture();
            other.world.identity.guids.set("Anna-Realm", "Player-1001-00000FFF");
            other.take(offer(1, [note(1, "a")]));
            assert.same([], other.questions);
            assert.same({ unauthorized: 1 }, other.status().refused);
        });

        it("whether the speaker created it: by the id, and by the server where the block says one", () => {
            const servers = [1001, 7, 0];
            const notes = ["a", "b", "c"].map((text, index) => note(index, text, 0xabcd, servers[index]));
            fixture.take(...notes.map((event, index) => offer(index, [event])));
            assert.same(["a Anna-Realm true", "b Anna-Realm false", "c Anna-Realm true"], fixture.questions);
        });

        it("about own events of another computer under the own name, and leads the clock by them", () => {
            const ahead = { ...note(0, "mine", 10), time: START + 20 };
            fixture.answers.set(BERT[1], false);
            fixture.take(offer(1, [ahead], BERT));
            assert.same(["mine Thrall-Realm true"], fixture.questions);
            const [next] = fixture.ledger.submit("note", { text: "next" });
            assert.equal(START + 20, next!.time);
            assert.equal(1, next!.counter);
            assert.equal(OWN, fixture.ledger.find({ time: ahead.time, creator: 10, counter: 0 })!.creatorGuid);
        });
    });

    describe("refuses", () => {
        it("what nobody may bring, and says so with the outcome", () => {
            fixture.answers.set(BERT[1], false);
            fixture.take(offer(1, [note(1, "a")]), offer(2, [note(2, "b"), note(3, "c")], BERT));
            assert.same({ ...NOTHING, offers: 2, entered: 1, refused: { unauthorized: 2 } }, fixture.status());
            assert.equal(hexOf(1, "0000") + hexOf(2, "010103"), fixture.outcomes());
            assert.same(["b unauthorized Bert-Realm", "c unauthorized Bert-Realm"], fixture.refused);
            assert.is_nil(fixture.ledger.status().rejected);
            assert.same({}, fixture.ledger.status().refusals);
        });

        it("what lies in the future and what cannot be read, without asking", () => {
            const later = { ...note(0, "later"), time: START + 500 };
            const broken = { ...note(2, "x"), body: `\x02${encodeByteString("no GUID")}` };
            fixture.take(offer(1, [later]), offer(2, [note(1, "a"), broken]));
            assert.same({ future: 1, unparsable: 1 }, fixture.status().refused);
            assert.equal(hexOf(1, "020101") + hexOf(2, "030102"), fixture.outcomes());
            assert.same(["a Anna-Realm true"], fixture.questions);
        });

        it("what makes authorize() raise, and reports it", () => {
            fixture.isBroken = true;
            const { world, saved, authorize } = fixture;
            world.inbox.found = inboxOf([offer(1, [note(1, "a")])]);
            const ledger = startLedger(world, { saved, authorize, inbox: true });
            world.time.advance(1);
            assert.same({ authorizeError: 1 }, ledger.status().inbox!.refused);
            assert.is_true(world.guard.reports.length > 0);
        });
    });

    describe("waits while authorize() does not know", () => {
        it("and goes on with that event", () => {
            fixture.answer = undefined;
            fixture.take(offer(1, [note(1, "a")]), offer(2, [note(2, "b")]));
            assert.same({ ...NOTHING, waiting: 1, isHeld: true }, fixture.status());
            assert.equal(0, fixture.ledger.status().held);
            fixture.world.time.advance(60);
            assert.is_true(fixture.status().isHeld);
            fixture.answer = true;
            fixture.world.time.advance(6);
            assert.same({ ...NOTHING, offers: 2, entered: 2 }, fixture.status());
        });

        it("for 300 s an offer, and lets the others have their turn", () => {
            fixture.answers.set(ANNA[1], true);
            fixture.answer = undefined;
            fixture.take(offer(1, [note(1, "a", 0xbeef), note(2, "b", 0xbeef)], BERT), offer(2, [note(3, "c")]));
            fixture.world.time.advance(290);
            assert.is_true(fixture.status().isHeld);
            fixture.world.time.advance(20);
            assert.same({ ...NOTHING, offers: 2, entered: 1, refused: { heldTooLong: 2 } }, fixture.status());
            assert.equal(hexOf(1, "040103") + hexOf(2, "0000"), fixture.outcomes());
        });

        it("unless another speaker may", () => {
            fixture.answers.set(BERT[1], true);
            fixture.answer = undefined;
            fixture.take(offer(1, [note(1, "a")], ANNA, BERT));
            assert.equal(1, fixture.status().entered);
        });
    });

    it("counts what this client may not pass on", () => {
        fixture.answers.set("Thrall-Realm out", false);
        fixture.take(offer(1, [note(1, "a"), note(2, "b")]));
        assert.equal(2, fixture.status().staying);
    });

    describe("passes over and counts", () => {
        it("what is no table", () => {
            for (const found of [5, "x", true, () => {}]) {
                assert.same({ ...NOTHING, malformed: 1 }, new Fixture().open(found).status());
            }
            fixture.world.inbox.isMalformed = true;
            assert.same({ ...NOTHING, malformed: 1 }, fixture.open(undefined).status());
        });

        it("keys that are no weeks and texts that are out of form", () => {
            const found = inboxOf([offer(1, [note(1, "a")])]) as unknown as LuaTable<AnyNotNil, unknown>;
            const good = found.get(weekOf(START));
            for (const key of ["x", -1, 1.5, 2 ** 40, true]) found.set(key, good);
            found.set(1, "no base64!");
            found.set(2, 5);
            found.set(3, `${good as string}AAAA`);
            found.set(4, good);
            found.set(5, string.rep("A", 262148));
            fixture.open(found);
            assert.same({ ...NOTHING, offers: 1, entered: 1, malformed: 10 }, fixture.status());
        });

        it("an offer that comes a second time, and what stands behind it in its week", () => {
            fixture.take(offer(1, [note(1, "a")]), offer(1, [note(2, "b")]), offer(2, [note(3, "c")]));
            assert.same({ ...NOTHING, offers: 1, entered: 1, malformed: 1 }, fixture.status());
        });

        it("weeks beyond 1,024, the newest ones", () => {
            const found = new LuaTable<number, unknown>();
            for (const week of $range(1, 1030)) found.set(week, textOf([]));
            assert.same({ ...NOTHING, malformed: 6 }, fixture.open(found).status());
        });

        it("offers beyond 4,096", () => {
            const offers: TestOffer[] = [];
            for (const number of $range(1, 4097)) offers.push(offer(number, [note(-604800 * (number % 8), "a")]));
            fixture.take(...offers);
            fixture.world.time.advance(100);
            assert.same({ ...NOTHING, offers: 4096, entered: 8, known: 4088, malformed: 1 }, fixture.status());
            const text = fixture.saved.scopes![SCOPE].inbox!;
            assert.equal(4096 * 18, decodeChecked(text, NO_NATIVE, noPause)!.length);
        });
    });

    it("is said to nobody, and reaches by way of the sync who lacks it", () => {
        const [alice, bob] = createGuild(2, 5, () => ({ inbox: true }));
        alice.world.inbox.found = inboxOf([offer(1, [note(1, "a"), note(2, "b")])]);
        startAll([alice, bob]);
        alice.world.time.advance(1);
        assert.equal(2, alice.ledger.status().inbox!.entered);
        assert.is_false(
            alice.ledger.trace().some(({ direction, text }) => direction === "out" && text.includes("event")),
        );
        alice.world.time.advance(300);
        assert.equal(2, bob.ledger.status().events);
        assert.equal(dump(alice.ledger), dump(bob.ledger));
        assert.equal("synced", bob.ledger.status().sync);
    });
});
