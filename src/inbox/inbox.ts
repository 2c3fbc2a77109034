/**
 * Takes in what the companion offers to a scope, in slices: docs/companion-batches.md, "Reading". What stands in the inbox may be
 * anything: nothing here raises, and what is out of form is passed over and counted.
 */

import type { InboxStatus } from "../api/status";
import { decodeChecked } from "../block/checked-text";
import { creatorOf, WEEK_SECONDS } from "../event/key";
import { parseGuid } from "../event/guid";
import type { Lifetime } from "../lifetime";
import { HELD_SECONDS, type Candidate, type Verdict } from "../log/admission";
import type { Identity, NativeCodec, Pause } from "../ports";
import { type Offer, OfferReader, type Speaker } from "./offers";
import { type OfferRefusal, Outcomes, RefusedBits } from "./outcomes";

/** Most characters of a week's text, most weeks, and most offers. */
const TEXT_LENGTH = 262144;
const WEEKS = 1024;
export const OFFERS = 4096;

/** Keys of a table that are looked at: more than that is no inbox. */
const KEYS = 4 * WEEKS;

/** The largest number of a week. */
const LAST_WEEK = math.floor((2 ** 32 - 1) / WEEK_SECONDS);

/** Seconds after which authorize() is asked again. */
const RETRY_SECONDS = 5;

/** What the inbox asks and tells the session. */
export interface InboxHost {
    /** Lets a candidate into the log if it may enter. Holds nothing. */
    readonly admit: (this: void, candidate: Candidate) => Verdict;
    /** Opens the week of an event, so that it can be told what is there. */
    readonly openWeek: (this: void, weekNumber: number, pause: Pause) => void;
    /** Whether this client may pass an event on; nil when that is not known yet. */
    readonly mayPassOn: (this: void, time: number, id: number, body: string) => boolean | undefined;
    /** An offered event was refused. */
    readonly refused: (this: void, candidate: Candidate, reason: OfferRefusal) => void;
    /** Some events have entered the log. */
    readonly entered: (this: void) => void;
    /** Takes the text of the outcomes into the saved file. */
    readonly save: (this: void, text: string) => void;
}

/** A week of the inbox as it was found. */
interface Text {
    readonly weekNumber: number;
    /** Nil once it has been read. */
    text: unknown;
}

/** An offer whose events are being taken in. */
interface Progress {
    readonly offer: Offer;
    readonly bits: RefusedBits;
    /** Index of the next event. */
    index: number;
    /** Seconds for which it has waited for authorize(). */
    waited: number;
}

/** A speaker under the name that counts. */
type Named = Pick<Speaker, "server" | "id" | "name">;

/** The weeks of a table in the order of their numbers, at most WEEKS of them, and how many others there are. */
function findTexts(found: object): LuaMultiReturn<[texts: Text[], others: number]> {
    const all = found as LuaTable<AnyNotNil, unknown>;
    const numbers: number[] = [];
    let count = 0;
    let others = 0;
    for (const [key] of pairs(all)) {
        const isWeek = typeof key === "number" && key >= 0 && key <= LAST_WEEK && key % 1 === 0;
        if (isWeek) {
            numbers[count] = key;
            count++;
        } else {
            others++;
        }
        if (count + others === KEYS) {
            break;
        }
    }
    table.sort(numbers);
    const texts: Text[] = [];
    for (const index of $range(0, math.min(count, WEEKS) - 1)) {
        texts[index] = { weekNumber: numbers[index], text: all.get(numbers[index]) };
    }
    return $multi(texts, others + count - texts.length);
}

export class Inbox {
    private readonly outcomes = new Outcomes();
    private texts: Text[] = [];
    /** Index of the next week. */
    private nextText = 0;
    private reader: OfferReader | undefined;
    private progress: Progress | undefined;
    private readonly own: Named;
    /** Number of outcomes that the saved file has. */
    private savedOutcomes = -1;
    private isHeld = false;
    private entered = 0;
    private known = 0;
    private staying = 0;
    private malformed = 0;
    private readonly refused: Partial<Record<OfferRefusal, number>> = {};

    constructor(
        private readonly identity: Identity,
        private readonly native: NativeCodec,
        private readonly lifetime: Lifetime,
        private readonly host: InboxHost,
    ) {
        const [server, id] = parseGuid(identity.guid);
        this.own = { server: server!, id: id!, name: identity.name };
    }

    status(): InboxStatus {
        const isReading = this.reader !== undefined || this.progress !== undefined;
        return {
            offers: this.outcomes.count,
            entered: this.entered,
            known: this.known,
            staying: this.staying,
            refused: { ...this.refused },
            malformed: this.malformed,
            waiting: this.texts.length - this.nextText + (isReading ? 1 : 0),
            isHeld: this.isHeld,
        };
    }

    /** Takes in what was found for the scope, in slices. @param isMalformed whether what stands around it is out of form. */
    open(found: unknown, isMalformed: boolean): void {
        const isTable = type(found) === "table";
        this.malformed += isMalformed || (found !== undefined && !isTable) ? 1 : 0;
        this.lifetime.run((pause) => {
            if (isTable) {
                const [texts, others] = findTexts(found as object);
                this.texts = texts;
                this.malformed += others;
            }
            this.work(pause);
        });
    }

    private work(pause: Pause): void {
        this.isHeld = false;
        const before = this.entered;
        while (this.progress !== undefined || this.nextOffer(pause)) {
            if (!this.goOn(this.progress!, pause)) {
                this.isHeld = true;
                this.lifetime.after(RETRY_SECONDS, () => this.lifetime.run((later) => this.work(later)));
                break;
            }
            this.outcomes.add(this.progress!.offer.id, this.progress!.bits);
            this.progress = undefined;
        }
        if (this.entered > before) {
            this.host.entered();
        }
        if (this.savedOutcomes !== this.outcomes.count) {
            this.savedOutcomes = this.outcomes.count;
            this.host.save(this.outcomes.text(this.native, pause));
        }
    }

    /** Goes to the next offer. False when there is none. */
    private nextOffer(pause: Pause): boolean {
        while (true) {
            const offer = this.reader?.next(pause);
            if (offer !== undefined && this.outcomes.count < OFFERS && !this.outcomes.has(offer.id)) {
                this.progress = { offer, bits: new RefusedBits(offer.count), index: 0, waited: 0 };
                return true;
            }
            this.malformed += offer !== undefined || this.reader?.isFaulty === true ? 1 : 0;
            this.reader = undefined;
            if (this.nextText === this.texts.length) {
                return false;
            }
            this.openText(this.texts[this.nextText], pause);
        }
    }

    private openText(found: Text, pause: Pause): void {
        const { weekNumber, text } = found;
        const isShort = typeof text === "string" && text.length <= TEXT_LENGTH;
        const bytes = isShort ? decodeChecked(text, this.native, pause) : undefined;
        found.text = undefined;
        this.nextText++;
        if (bytes === undefined) {
            this.malformed++;
        } else {
            this.reader = new OfferReader(bytes, weekNumber);
        }
    }

    /** Takes in the events of an offer. False when authorize() does not know yet whether one may enter. */
    private goOn(progress: Progress, pause: Pause): boolean {
        const { offer } = progress;
        const speakers = this.namesOf(offer.speakers);
        const weekNumber = math.floor(offer.times[0] / WEEK_SECONDS);
        while (progress.index < offer.count) {
            this.host.openWeek(weekNumber, pause);
            const verdict = this.take(offer, progress.index, speakers);
            if (verdict === "held" && progress.waited < HELD_SECONDS) {
                progress.waited += RETRY_SECONDS;
                return false;
            }
            this.count(progress, verdict, speakers);
            progress.index++;
            pause();
        }
        return true;
    }

    /** The speakers under their names, but for those whose name is another player's. */
    private namesOf(speakers: readonly Speaker[]): Named[] {
        const { identity } = this;
        const named: Named[] = [];
        for (const { server, id, guid, name: said } of speakers) {
            const name = identity.nameOf(guid) ?? said;
            const known = identity.guidOf(name);
            if (known === undefined || known === guid) {
                named[named.length] = { server, id, name };
            }
        }
        return named;
    }

    private take(offer: Offer, index: number, speakers: readonly Named[]): Verdict {
        const isOwn = this.isCreator(this.own, offer, index);
        let answer: Verdict = "unauthorized";
        for (const speaker of isOwn ? [this.own].concat(speakers) : speakers) {
            const verdict = this.host.admit(this.candidate(offer, index, speaker));
            if (verdict === "held" || (verdict === "authorizeError" && answer !== "held")) {
                answer = verdict;
            } else if (verdict !== "unauthorized" && verdict !== "authorizeError") {
                return verdict;
            }
        }
        return answer;
    }

    private candidate(offer: Offer, index: number, speaker: Named): Candidate {
        return {
            time: offer.times[index],
            id: offer.ids[index],
            body: offer.bodies[index],
            server: offer.servers[index],
            sender: speaker.name,
            isCreator: this.isCreator(speaker, offer, index),
        };
    }

    /** Whether a player created an event, as far as the offer says. */
    private isCreator({ server, id }: Named, offer: Offer, index: number): boolean {
        const said = offer.servers[index];
        return creatorOf(offer.ids[index]) === id && (said === 0 || said === server);
    }

    private count({ offer, bits, index }: Progress, verdict: Verdict, speakers: readonly Named[]): void {
        if (verdict === "known") {
            this.known++;
        } else if (verdict === "admitted") {
            this.entered++;
            const isStaying = this.host.mayPassOn(offer.times[index], offer.ids[index], offer.bodies[index]) === false;
            this.staying += isStaying ? 1 : 0;
        } else {
            const reason = verdict === "held" ? "heldTooLong" : (verdict as OfferRefusal);
            bits.note(index, reason);
            this.refused[reason] = (this.refused[reason] ?? 0) + 1;
            this.host.refused(this.candidate(offer, index, speakers[0] ?? offer.speakers[0]), reason);
        }
    }
}
