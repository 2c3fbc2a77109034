import { Admission, type Candidate, HELD_LIMIT, HELD_SECONDS, MAX_FUTURE } from "../../src/log/admission";
import type { Authorize } from "../../src/api/authorize";
import { creatorOf, toId } from "../../src/event/key";
import { Log } from "../../src/log/log";
import { parseField } from "../../src/event/field";
import type { LedgerEvent } from "../../src/api/event";
import { Schema } from "../../src/event/schema";
import { fromHex } from "../codec/hex";
import { ImmediateBackground, noPause } from "../support/background";
import { CollectingGuard } from "../support/collecting-guard";
import { RecordingListener } from "../support/log-listener";
import { packWeek } from "../support/logs";
import { ManualClock } from "../support/manual-clock";
import { NO_NATIVE } from "../support/natives";

const NOW = 1705537000;
const CREATOR = 0x0600a1b2;
const SENDER = "Thrall-Durotan";

/** What authorize() was asked. */
interface Question {
    readonly event: LedgerEvent | undefined;
    readonly sender: string;
    readonly direction: string;
    readonly isCreator: boolean;
}

/** An admission whose authorize() answers what `answer` says, and everything around it. */
class Gate {
    readonly clock = new ManualClock(NOW);
    readonly guard = new CollectingGuard();
    readonly listener = new RecordingListener();
    readonly log = new Log(new ImmediateBackground(), NO_NATIVE, this.listener);
    readonly schema = new Schema();
    readonly questions: Question[] = [];
    readonly refused: string[] = [];
    /** Counters of events and the server ids that they told, in order. */
    readonly told: string[] = [];
    answer: boolean | undefined = true;
    /** Whether the sender is the creator, as it is known now. */
    isCreator: boolean | undefined = false;
    state: object | undefined;
    readonly admission: Admission;

    constructor(authorize?: Authorize) {
        this.schema.add({ name: "award", id: 1, fields: [parseField("player:guid?")!, parseField("amount")!] });
        const ask: Authorize = (event, sender, direction, isCreator) => {
            this.questions.push({ event, sender, direction, isCreator });
            return this.answer;
        };
        this.admission = new Admission(this.log, this.schema, this.clock, this.guard, authorize ?? ask, {
            refused: (candidate, reason) => {
                this.refused.push(`${reason} ${string.format("%.0f", candidate.id % 256)}`);
            },
            serverTold: ({ id, server }) => {
                this.told.push(string.format("%.0f %.0f", id % 256, server));
                this.log.directory.note(creatorOf(id), server, false);
            },
            isCreator: () => this.isCreator,
            state: () => this.state,
        });
    }
}

function candidate(counter: number, changes: Partial<Candidate> = {}): Candidate {
    const id = toId(CREATOR, counter);
    return { time: NOW, id, body: fromHex("01f605"), server: 4440, sender: SENDER, isCreator: false, ...changes };
}

/** A candidate of a sender of whom it is not known yet whether he is its creator. */
function fromUnknown(counter: number): Candidate {
    const unknown = candidate(counter) as { -readonly [Key in keyof Candidate]: Candidate[Key] };
    unknown.isCreator = undefined;
    return unknown;
}

describe("Admission", () => {
    it("asks with the event, the sender and whether that is the creator, and lets in what is allowed", () => {
        const gate = new Gate();
        assert.equal("admitted", gate.admission.admit(candidate(7, { isCreator: true })));
        const creatorGuid = "Player-4440-0600A1B2";
        const event = { type: "award", time: NOW, creator: CREATOR, counter: 7, creatorGuid, amount: 5 };
        assert.same([{ event, sender: SENDER, direction: "in", isCreator: true }], gate.questions);
        assert.equal(1, gate.log.count());
        assert.equal(4440, gate.log.directory.server(CREATOR));
        assert.same({}, gate.admission.refusals);
    });

    it("takes what may enter now, and neither holds nor counts what may not", () => {
        const gate = new Gate();
        assert.equal("admitted", gate.admission.take(candidate(1)));
        assert.equal("known", gate.admission.take(candidate(1)));
        gate.answer = false;
        assert.equal("unauthorized", gate.admission.take(candidate(2)));
        gate.answer = undefined;
        assert.equal("held", gate.admission.take(candidate(3)));
        assert.equal(0, gate.admission.waiting());
        assert.same({}, gate.admission.refusals);
        assert.same([], gate.refused);
        assert.equal(1, gate.log.count());
    });

    it("does not ask about what is in the log already", () => {
        const gate = new Gate();
        gate.admission.admit(candidate(1));
        gate.answer = false;
        assert.equal("known", gate.admission.admit(candidate(1)));
        assert.equal(1, gate.questions.length);
        assert.same([], gate.refused);
        // Another body under the key is another event.
        assert.equal("unauthorized", gate.admission.admit(candidate(1, { body: fromHex("01f606") })));
        assert.equal(1, gate.log.count());
    });

    it("does not put an event of a packed week in twice", () => {
        const gate = new Gate();
        gate.admission.admit(candidate(1));
        packWeek(gate.log, math.floor(NOW / 604800));
        gate.admission.admit(candidate(1));
        assert.equal(1, gate.log.count());
        assert.equal(1, gate.listener.keys.length);
    });

    it("lets nothing into a closed week but what is there, also where it went from its key, and asks nobody", () => {
        const gate = new Gate();
        const week = math.floor(NOW / 604800);
        gate.admission.admit(candidate(1));
        // The body that loses its place to another one goes on; it is still known under the key that it came with.
        gate.admission.admit(candidate(1, { body: fromHex("01f606") }));
        assert.equal(2, gate.log.count());
        const asked = gate.questions.length;
        gate.log.closeBefore(week + 1);
        for (const isPacked of [false, true]) {
            if (isPacked) packWeek(gate.log, week);
            for (const body of ["01f605", "01f606"]) {
                const verdict = gate.admission.admit(candidate(1, { body: fromHex(body) }));
                // What a packed week holds is not known at once.
                assert.equal(isPacked && body === "01f605" ? "held" : "known", verdict);
            }
        }
        gate.admission.retry(noPause);
        assert.equal(0, gate.admission.waiting());
        assert.same([], gate.refused);
        assert.equal("sealed", gate.admission.admit(candidate(52)));
        assert.equal("sealed", gate.admission.admit(candidate(1, { body: fromHex("01f607") })));
        packWeek(gate.log, week);
        assert.equal("held", gate.admission.admit(candidate(53)));
        gate.admission.retry(noPause);
        assert.same(["sealed 52", "sealed 1", "sealed 53"], gate.refused);
        assert.equal(3, gate.admission.refusals.sealed);
        assert.equal(2, gate.log.count());
        assert.equal(asked, gate.questions.length);
        // Nor into one without any event.
        assert.equal("sealed", gate.admission.admit(candidate(54, { time: NOW - 604800 })));
        gate.log.closeBefore(0);
        assert.equal("admitted", gate.admission.admit(candidate(52)));
    });

    it("lets events into a closed week that is absent, until all are here", () => {
        const gate = new Gate();
        const week = math.floor(NOW / 604800);
        gate.admission.admit(candidate(1));
        gate.admission.admit(candidate(2));
        gate.log.hash(noPause);
        assert.is_true(gate.log.dropWeek(week));
        gate.log.closeBefore(week + 1);
        assert.equal("admitted", gate.admission.admit(candidate(1)));
        gate.log.hash(noPause);
        assert.equal("admitted", gate.admission.admit(candidate(2)));
        gate.log.hash(noPause);
        assert.equal("sealed", gate.admission.admit(candidate(3)));
        assert.equal(2, gate.log.count());
        assert.same([week], gate.listener.completions);
    });

    it("refuses what is not allowed, and keeps nothing of it", () => {
        const gate = new Gate();
        gate.answer = false;
        assert.equal("unauthorized", gate.admission.admit(candidate(1)));
        assert.equal("unauthorized", gate.admission.admit(candidate(2)));
        assert.same({ unauthorized: 2 }, gate.admission.refusals);
        assert.same(["unauthorized 1", "unauthorized 2"], gate.refused);
        assert.equal(0, gate.log.count());
        assert.same([], gate.log.weekNumbers);
        assert.equal(0, gate.log.directory.server(CREATOR));
    });

    it("refuses what lies more than 120 seconds ahead", () => {
        const gate = new Gate();
        assert.equal("admitted", gate.admission.admit(candidate(1, { time: NOW + MAX_FUTURE })));
        assert.equal("future", gate.admission.admit(candidate(2, { time: NOW + MAX_FUTURE + 1 })));
        gate.clock.advance(1);
        assert.equal("admitted", gate.admission.admit(candidate(2, { time: NOW + MAX_FUTURE + 1 })));
        assert.same({ future: 1 }, gate.admission.refusals);
    });

    it("refuses without a question what cannot be parsed", () => {
        const gate = new Gate();
        for (const body of ["", "01ff", "01c0", "010505", "0140", `01f6${string.rep("00", 40)}`, "05ff"]) {
            assert.equal("unparsable", gate.admission.admit(candidate(1, { body: fromHex(body) })), body);
        }
        const long = `\x05${string.rep(fromHex("58ff") + string.rep("x", 255), 16)}`;
        assert.equal("unparsable", gate.admission.admit(candidate(1, { body: long })));
        assert.equal(0, gate.questions.length);
        assert.same({ unparsable: 8 }, gate.admission.refusals);
    });

    it("asks about types and fields that it does not know by key and number", () => {
        const gate = new Gate();
        assert.equal("admitted", gate.admission.admit(candidate(1, { body: fromHex("0905") })));
        assert.equal("admitted", gate.admission.admit(candidate(2, { body: fromHex("01f60505") })));
        assert.equal("admitted", gate.admission.admit(candidate(3, { body: fromHex("0005") })));
        assert.same(
            ["#9", "award", "revoke"],
            gate.questions.map(({ event }) => event!.type),
        );
        assert.is_nil(gate.questions[1].event!.amount);
    });

    it("counts an error in authorize() as a refusal, and reports it", () => {
        const gate = new Gate(() => error("boom", 0));
        assert.equal("authorizeError", gate.admission.admit(candidate(1)));
        assert.same({ authorizeError: 1 }, gate.admission.refusals);
        assert.same(["LibEventLedger: authorize: boom"], gate.guard.reports);
        assert.equal(0, gate.log.count());
        assert.is_false(gate.admission.maySpeak(SENDER, "in"));
        assert.is_false(gate.admission.mayLeave(NOW, toId(CREATOR, 1), fromHex("01"), SENDER, true));
        assert.equal(3, gate.guard.reports.length);
    });

    it("takes nothing but true for a yes", () => {
        for (const answer of [0, 1, "yes", {}] as unknown as boolean[]) {
            const gate = new Gate(() => answer);
            assert.equal("unauthorized", gate.admission.admit(candidate(1)));
            assert.is_false(gate.admission.maySpeak(SENDER, "out"));
        }
    });

    it("holds what authorize() does not know yet, and asks again", () => {
        const gate = new Gate();
        gate.answer = undefined;
        for (const counter of $range(1, 3)) assert.equal("held", gate.admission.admit(candidate(counter)));
        assert.equal(3, gate.admission.waiting());
        assert.equal(0, gate.log.count());
        gate.admission.retry(noPause);
        assert.equal(3, gate.admission.waiting());
        gate.answer = true;
        gate.admission.retry(noPause);
        assert.equal(0, gate.admission.waiting());
        assert.equal(3, gate.log.count());
        assert.same({}, gate.admission.refusals);
        gate.admission.retry(noPause);
        assert.equal(9, gate.questions.length);
    });

    it("pauses after each that it asks about again, and forgets none of those that come meanwhile", () => {
        const gate = new Gate();
        gate.answer = undefined;
        for (const counter of $range(1, 20)) gate.admission.admit(candidate(counter));
        let pauses = 0;
        gate.admission.retry(() => {
            pauses++;
            assert.equal(pauses, gate.questions.length - 19 - pauses);
            gate.admission.admit(candidate(100 + pauses));
            if (pauses === 10) gate.answer = true;
        });
        assert.equal(20, pauses);
        assert.equal(20, gate.admission.waiting());
        assert.equal(20, gate.log.count());
        gate.admission.retry(noPause);
        assert.equal(0, gate.admission.waiting());
        assert.equal(40, gate.log.count());
    });

    it("holds a refusal while it is not known whether the sender is the creator, and then asks with what is known", () => {
        const gate = new Gate((_event, _sender, _direction, isCreator) => isCreator);
        gate.isCreator = undefined;
        assert.equal("held", gate.admission.admit(fromUnknown(1)));
        assert.equal("held", gate.admission.admit(fromUnknown(2)));
        gate.admission.retry(noPause);
        assert.equal(2, gate.admission.waiting());
        gate.isCreator = true;
        gate.admission.retry(noPause);
        assert.equal(2, gate.log.count());
        assert.equal("held", gate.admission.admit(fromUnknown(3)));
        gate.isCreator = false;
        gate.admission.retry(noPause);
        assert.same(["unauthorized 3"], gate.refused);
        assert.equal(0, gate.admission.waiting());
    });

    it("does not hold what may enter whoever created it", () => {
        const gate = new Gate(() => true);
        assert.equal("admitted", gate.admission.admit(fromUnknown(1)));
    });

    it("gives authorize() the state that is known at the time", () => {
        const seen: unknown[] = [];
        const gate = new Gate((...question) => {
            seen.push(question[4] ?? "none");
            return true;
        });
        gate.admission.admit(candidate(1));
        gate.state = { officers: [] };
        gate.admission.maySpeak(SENDER, "in");
        assert.same(["none", { officers: [] }], seen);
    });

    it("refuses what is held when the answer is no", () => {
        const gate = new Gate();
        gate.answer = undefined;
        gate.admission.admit(candidate(1));
        gate.answer = false;
        gate.admission.retry(noPause);
        assert.same(["unauthorized 1"], gate.refused);
        assert.equal(0, gate.admission.waiting());
    });

    it("does not enter twice what was sent twice while held", () => {
        const gate = new Gate();
        gate.answer = undefined;
        gate.admission.admit(candidate(1));
        gate.admission.admit(candidate(1, { sender: "Jaina-Durotan" }));
        gate.answer = true;
        gate.admission.retry(noPause);
        assert.equal(1, gate.listener.keys.length);
        assert.equal(0, gate.admission.waiting());
        assert.same([], gate.refused);
    });

    it("holds for five minutes and no longer", () => {
        const gate = new Gate();
        gate.answer = undefined;
        gate.admission.admit(candidate(1));
        gate.clock.advance(10);
        gate.admission.admit(candidate(2));
        gate.clock.advance(HELD_SECONDS - 10.5);
        gate.admission.retry(noPause);
        assert.equal(2, gate.admission.waiting());
        gate.clock.advance(0.5);
        gate.admission.retry(noPause);
        assert.same(["heldTooLong 1"], gate.refused);
        assert.equal(1, gate.admission.waiting());
        gate.clock.advance(10);
        gate.admission.retry(noPause);
        assert.same({ heldTooLong: 2 }, gate.admission.refusals);
        assert.equal(0, gate.admission.waiting());
    });

    it("holds so many and no more", () => {
        const gate = new Gate();
        gate.answer = undefined;
        for (const index of $range(1, HELD_LIMIT)) {
            assert.equal("held", gate.admission.admit(candidate(0, { time: NOW - index })));
        }
        assert.equal("heldTooMany", gate.admission.admit(candidate(5)));
        assert.equal(HELD_LIMIT, gate.admission.waiting());
        assert.same({ heldTooMany: 1 }, gate.admission.refusals);
        gate.admission.retry(noPause);
        assert.equal(HELD_LIMIT, gate.admission.waiting());
        gate.answer = true;
        gate.admission.retry(noPause);
        assert.equal(HELD_LIMIT, gate.log.count());
    });

    it("keeps what is admitted and held while it asks again", () => {
        let isKnown = false;
        let isNested = false;
        const gate: Gate = new Gate((event) => {
            if (!isKnown) return undefined;
            if (!isNested) {
                isNested = true;
                gate.admission.admit(candidate(9));
                gate.admission.admit(candidate(8));
            }
            return event!.counter === 8 ? undefined : true;
        });
        gate.admission.admit(candidate(1));
        gate.admission.admit(candidate(2));
        isKnown = true;
        gate.admission.retry(noPause);
        assert.equal(3, gate.log.count());
        assert.equal(1, gate.admission.waiting());
    });

    it("asks whether an event may leave, and tells when that is not known", () => {
        const gate = new Gate();
        const ask = () => gate.admission.mayLeave(NOW, toId(CREATOR, 1), fromHex("01f605"), SENDER, true);
        assert.is_true(ask());
        gate.answer = false;
        assert.is_false(ask());
        gate.answer = undefined;
        assert.is_nil(ask());
        const { event, sender, direction, isCreator } = gate.questions[0];
        assert.same([5, SENDER, "out", true], [event!.amount, sender, direction, isCreator]);
        assert.same({}, gate.admission.refusals);
    });

    it("asks without an event whether a peer may speak, and tells when that is not known", () => {
        const gate = new Gate();
        assert.is_true(gate.admission.maySpeak(SENDER, "in"));
        const { event, sender, direction, isCreator } = gate.questions[0];
        assert.is_nil(event);
        assert.same([SENDER, "in", false], [sender, direction, isCreator]);
        gate.answer = false;
        assert.is_false(gate.admission.maySpeak(SENDER, "in"));
        gate.answer = undefined;
        assert.is_nil(gate.admission.maySpeak(SENDER, "in"));
    });
});
