/**
 * What this client knows about its peers: whether they serve, in which order they answer (lowest claim first, then
 * name), and whether their claims are trusted.
 */

import { bytesLess } from "../codec/compare";
import { TokenBucket } from "../link/token-bucket";
import type { Clock } from "../ports";
import {
    ANSWER_REFILL_SECONDS,
    ANSWER_SPARE_EVENTS,
    CLAIM_EXPIRY_SECONDS,
    DISTRUST_SECONDS,
    LONE_WINDOW_SECONDS,
    RANK_LIMIT,
    REQUEST_REFILL_SECONDS,
    REQUEST_SPARE_WEEKS,
    SILENCE_SECONDS,
} from "./constants";
import type { WeekSummary } from "./week-summary";

const min = math.min;

/** Parameters by which peers are judged. */
export interface ReputationParameters {
    /** Seconds for which an advertisement gives a peer a rank. */
    readonly claimSeconds: number;
    /** Seconds for which a peer has no rank after it was silent in its turn. */
    readonly silenceSeconds: number;
    /** Seconds for which a peer's claims are ignored after the events that it advertised could not be obtained. */
    readonly distrustSeconds: number;
    /** Seconds for which a peer counts as lacking something after it showed that. */
    readonly loneSeconds: number;
    /** Most peers that are waited for. */
    readonly rankLimit: number;
}

const PARAMETERS: ReputationParameters = {
    claimSeconds: CLAIM_EXPIRY_SECONDS,
    silenceSeconds: SILENCE_SECONDS,
    distrustSeconds: DISTRUST_SECONDS,
    loneSeconds: LONE_WINDOW_SECONDS,
    rankLimit: RANK_LIMIT,
};

/** What the sync knows about a peer. */
export interface Standing {
    /** "Name-Realm". */
    readonly name: string;
    /**
     * The claim of its last advertisement in Unix seconds, and the uptime when that was heard; nil if it never
     * advertised.
     */
    claim?: number;
    claimedAt?: number;
    /** Rows of its last advertisement, by week number. */
    rows: LuaMap<number, WeekSummary>;
    /** Uptime when it last sent events or said that it is at work; nil if it never did. */
    sentAt?: number;
    /** Uptime until which it has no rank because it was silent in its turn. */
    silentUntil: number;
    /** Uptime until which its claims are ignored because the events that it advertised could not be obtained. */
    distrustedUntil: number;
    /** Uptime when it last showed by a Hello or a request that it lacks something; nil if it never did. */
    lackingAt?: number;
    /** Whether whispers do not reach it. */
    isDeaf: boolean;
    /** Limits the weeks that it may ask for. */
    readonly requests: TokenBucket;
    /** Limits the events that are sent for its requests. */
    readonly answers: TokenBucket;
}

export class Reputation {
    private readonly byName = new LuaMap<string, Standing>();
    private readonly list: Standing[] = [];

    /** Raises an error if the parameters are invalid. Only programmers of the library see it. */
    constructor(
        private readonly clock: Clock,
        private readonly parameters = PARAMETERS,
    ) {
        const { claimSeconds, silenceSeconds, distrustSeconds, loneSeconds, rankLimit } = parameters;
        const least = min(claimSeconds, silenceSeconds, distrustSeconds, loneSeconds, rankLimit);
        if (!(least > 0 && rankLimit % 1 === 0)) {
            error("Reputation: every parameter must be greater than 0, and rankLimit whole");
        }
    }

    /** The standing of a peer that was heard. Creates it when the peer is new. */
    of(name: string): Standing {
        let standing = this.byName.get(name);
        if (standing === undefined) {
            const { clock } = this;
            standing = {
                name,
                rows: new LuaMap(),
                silentUntil: 0,
                distrustedUntil: 0,
                isDeaf: false,
                requests: new TokenBucket(clock, REQUEST_SPARE_WEEKS, REQUEST_SPARE_WEEKS / REQUEST_REFILL_SECONDS),
                answers: new TokenBucket(clock, ANSWER_SPARE_EVENTS, ANSWER_SPARE_EVENTS / ANSWER_REFILL_SECONDS),
            };
            this.byName.set(name, standing);
            this.list[this.list.length] = standing;
        }
        return standing;
    }

    /** The standing of a peer; nil if the sync never heard it. */
    get(name: string): Standing | undefined {
        return this.byName.get(name);
    }

    /**
     * Takes weeks from a peer's allowance of weeks to ask for. Returns how many of the wanted ones it granted. The full
     * allowance is larger than the log and refills over time.
     */
    takeRequests(peer: Standing, wanted: number, weeksHere: number): number {
        const capacity = 2 * weeksHere + REQUEST_SPARE_WEEKS;
        peer.requests.resize(capacity, capacity / REQUEST_REFILL_SECONDS);
        return peer.requests.take(wanted);
    }

    /**
     * Takes events from a peer's allowance of events to be sent for it. Returns how many of the wanted ones it granted.
     * The full allowance is larger than the log and refills over time.
     */
    takeAnswers(peer: Standing, wanted: number, eventsHere: number): number {
        const capacity = eventsHere + ANSWER_SPARE_EVENTS;
        peer.answers.resize(capacity, capacity / ANSWER_REFILL_SECONDS);
        return peer.answers.take(wanted);
    }

    /** Notes that a peer showed that it lacks something. */
    lacks(peer: Standing): void {
        peer.lackingAt = this.clock.uptime();
    }

    /** Whether no other peer has recently shown that it lacks something. */
    isLone(peer: Standing): boolean {
        const since = this.clock.uptime() - this.parameters.loneSeconds;
        return !this.list.some((other) => other !== peer && other.lackingAt !== undefined && other.lackingAt >= since);
    }

    /** Notes an advertisement. */
    claimed(peer: Standing, claim: number, rows: readonly WeekSummary[]): void {
        peer.claim = claim;
        peer.claimedAt = this.clock.uptime();
        peer.rows = new LuaMap();
        for (const row of rows) {
            peer.rows.set(row.weekNumber, row);
        }
    }

    /** Notes that the events that a peer advertised could not be obtained. */
    distrust(name: string): void {
        this.of(name).distrustedUntil = this.clock.uptime() + this.parameters.distrustSeconds;
    }

    isDistrusted(peer: Standing): boolean {
        return this.clock.uptime() < peer.distrustedUntil;
    }

    /** Notes that these peers did not answer in their turn. */
    wereSilent(peers: readonly Standing[]): void {
        for (const peer of peers) {
            peer.silentUntil = this.clock.uptime() + this.parameters.silenceSeconds;
        }
    }

    /** Notes that a peer answered. */
    answered(name: string): void {
        this.of(name).silentUntil = 0;
    }

    /** The peers that claim to serve and can be expected to answer, in order of rank. */
    serving(): Standing[] {
        const now = this.clock.uptime();
        const serving = this.list.filter(
            (peer) =>
                peer.claim !== undefined &&
                now - peer.claimedAt! < this.parameters.claimSeconds &&
                now >= peer.silentUntil &&
                now >= peer.distrustedUntil,
        );
        table.sort(serving, (a, b) => isRankedBefore(a.claim!, a.name, b.claim!, b.name));
        return serving;
    }

    /**
     * The peers that rank before a sender with this claim and name, up to the rank limit.
     * @param rotation number of places by which the order is shifted, so that peers share the events to be sent.
     */
    before(claim: number, name: string, rotation: number): Standing[] {
        const serving = this.serving();
        const own = serving.filter((peer) => isRankedBefore(peer.claim!, peer.name, claim, name)).length;
        const total = serving.length + 1;
        const distance = min((own - (rotation % total) + total) % total, this.parameters.rankLimit);
        const before: Standing[] = [];
        for (const step of $range(0, distance - 1)) {
            // Places in the order of all peers, this client included, beginning at the rotated start.
            const place = ((rotation % total) + step) % total;
            before[step] = serving[place > own ? place - 1 : place];
        }
        return before;
    }
}

function isRankedBefore(claimA: number, nameA: string, claimB: number, nameB: string): boolean {
    return claimA < claimB || (claimA === claimB && bytesLess(nameA, nameB));
}
