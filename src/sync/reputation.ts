/**
 * What this client knows about its peers: whether they serve, in which order they answer (lowest claim first, then
 * name), and whether their claims are trusted.
 */

import { bytesLess } from "../codec/compare";
import { TokenBucket } from "../link/token-bucket";
import type { Clock } from "../ports";
import {
    ADVERTISE_INTERVAL_SECONDS,
    ANSWER_REFILL_SECONDS,
    ANSWER_SPARE_EVENTS,
    COMPARE_LIMIT,
    COMPARE_REFILL_SECONDS,
    CLAIM_EXPIRY_SECONDS,
    DISTRUST_SECONDS,
    FAILURE_LIMIT,
    FAILURE_REFILL_SECONDS,
    STRANGE_REFILL_SECONDS,
    LIE_LIMIT,
    LONE_WINDOW_SECONDS,
    RANK_LIMIT,
    PASS_ON_LIMIT,
    PASS_ON_REFILL_SECONDS,
    REPLY_LIMIT,
    REQUEST_REFILL_SECONDS,
    REQUEST_SPARE_WEEKS,
    ROWS_ANSWER_LIMIT,
    ROWS_ANSWER_REFILL_SECONDS,
    SILENCE_SECONDS,
    SPOKESMAN_SECONDS,
    SPOKESMEN,
} from "./constants";
import {
    SEAL_ANSWER_LIMIT,
    SEAL_ANSWER_REFILL_SECONDS,
    STATE_BUDGET_BYTES,
    STATE_REFILL_SECONDS,
} from "./seal-constants";
import { type Advertisement, advertisedContent, encodeAdvertisement } from "./messages";
import type { Log } from "../log/log";
import { type Claim, differenceOf, holdsSame, isSealedOtherwise, type KnownDifference } from "./claim";

const floor = math.floor;
const max = math.max;
const min = math.min;

/** Parameters by which peers are judged. */
export interface ReputationParameters {
    /** Seconds for which an advertisement gives a peer a rank. */
    readonly claimSeconds: number;
    /** Seconds for which a peer has no rank after it was silent in its turn. */
    readonly silenceSeconds: number;
    /** Seconds for which the claims of a peer that lied about its rows count for nothing. */
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
export interface Standing extends Claim {
    /** "Name-Realm". */
    readonly name: string;
    /**
     * The claim of its last advertisement in Unix seconds, and the uptime when that was heard; nil if it never
     * advertised.
     */
    claim?: number;
    claimedAt?: number;
    /** What its last advertisement said of its log, as bytes. */
    content?: string;
    /** How it differed from the own log as that was at a revision; nil when it did not. */
    difference?: KnownDifference & { readonly revision: number };
    /** Whether it said something else of closed weeks. */
    isSealedOtherwise: boolean;
    /** Whether events of its targets have come in; until then few of its weeks are asked for. */
    isProven: boolean;
    /** How many more of its targets may bring nothing; full again as soon as one brings events. */
    readonly failures: TokenBucket;
    /** How often in a row it advertised a root before and after it told rows that do not make it. */
    lies: number;
    /** The root that its last rows did not make; nil when they did. */
    unmadeRoot?: number;
    /** Answers to its questions for rows. */
    readonly rowsAnswers: TokenBucket;
    /** How often it is replied to with an advertisement before that is due. */
    readonly replies: TokenBucket;
    /** New events of its own that are passed on for it. */
    readonly passedOn: TokenBucket;
    /** Comparisons of it that are looked at. */
    readonly comparisons: TokenBucket;
    /** Uptime when it last sent events or said to be at work; nil when it never did. */
    sentAt?: number;
    /** Uptime when it last reacted to somebody's request: sent events, said to be at work, or asked the requester for some. */
    answeredAt?: number;
    /** Uptime when all clients last heard it answer, or say to be at work; nil when they never did. */
    busyAt?: number;
    /** Uptime until which it has no rank because it was silent in its turn. */
    silentUntil: number;
    /** Uptime until which its claims count for nothing, because it lied about its rows. */
    distrustedUntil: number;
    /** Uptime when it last showed by a Hello or a request that it lacks something; nil if it never did. */
    lackingAt?: number;
    /** Uptime until which whispers seem not to reach it. */
    deafUntil: number;
    /** Whether it has said that it reads units. */
    readsUnits: boolean;
    /** Limits the weeks that it may ask for. */
    readonly requests: TokenBucket;
    /** Limits the events that are sent for its requests. */
    readonly answers: TokenBucket;
    /** Limits the answers to its questions about seals, and the bytes of states that are sent for it. */
    readonly sealAnswers: TokenBucket;
    readonly states: TokenBucket;
    /** It has no sealed weeks before this one: it answers for none of them. */
    keptFrom: number;
}

export class Reputation {
    private readonly byName = new LuaMap<string, Standing>();
    private readonly list: Standing[] = [];
    /** What serving() last gave, and the uptime of that; nil when a standing has changed since. */
    private ranked: readonly Standing[] | undefined;
    private rankedAt = 0;
    /** How often spokesmen have lost their turn. Read only. */
    lostTurns = 0;

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
                isProven: false,
                failures: new TokenBucket(clock, FAILURE_LIMIT, 1 / STRANGE_REFILL_SECONDS),
                lies: 0,
                rowsAnswers: new TokenBucket(clock, ROWS_ANSWER_LIMIT, 1 / ROWS_ANSWER_REFILL_SECONDS),
                replies: new TokenBucket(clock, REPLY_LIMIT, 1 / ADVERTISE_INTERVAL_SECONDS),
                passedOn: new TokenBucket(clock, PASS_ON_LIMIT, 1 / PASS_ON_REFILL_SECONDS),
                comparisons: new TokenBucket(clock, COMPARE_LIMIT, 1 / COMPARE_REFILL_SECONDS),
                silentUntil: 0,
                distrustedUntil: 0,
                deafUntil: 0,
                readsUnits: false,
                requests: new TokenBucket(clock, REQUEST_SPARE_WEEKS, REQUEST_SPARE_WEEKS / REQUEST_REFILL_SECONDS),
                answers: new TokenBucket(clock, ANSWER_SPARE_EVENTS, ANSWER_SPARE_EVENTS / ANSWER_REFILL_SECONDS),
                sealAnswers: new TokenBucket(clock, SEAL_ANSWER_LIMIT, 1 / SEAL_ANSWER_REFILL_SECONDS),
                states: new TokenBucket(clock, STATE_BUDGET_BYTES, STATE_BUDGET_BYTES / STATE_REFILL_SECONDS),
                keptFrom: 0,
                isSealedOtherwise: false,
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

    /** Notes an advertisement. @returns whether it says something else of the peer's log than the one before. */
    claimed(peer: Standing, advertisement: Advertisement): boolean {
        const { claim, base, root, rows } = advertisement;
        const content = advertisedContent(encodeAdvertisement(advertisement));
        const isNews = content !== peer.content;
        this.judgeRoot(peer, root);
        this.ranked = undefined;
        peer.claim = claim;
        peer.claimedAt = this.clock.uptime();
        peer.base = base;
        peer.root = root;
        peer.content = content;
        peer.rows = new LuaMap();
        for (const row of rows) {
            peer.rows.set(row.weekNumber, row);
        }
        return isNews;
    }

    /** Number of peers whose last advertisement says that they hold the own events of a week. The log must be hashed. */
    holders(log: Log, weekNumber: number): number {
        return this.list.filter((peer) => holdsSame(peer, log, weekNumber)).length;
    }

    /**
     * The peers whose last advertisement said something else than the own log holds, which has not changed since; nobody whose
     * claims count for nothing.
     */
    differing(log: Log): Standing[] {
        return this.list.filter(
            (peer) => peer.difference?.revision === log.revision && this.isClaiming(peer) && !this.isDistrusted(peer),
        );
    }

    /** The peers whose last advertisement said something else of closed weeks; nobody whose claims count for nothing. */
    sealedOtherwise(): Standing[] {
        return this.list.filter((peer) => peer.isSealedOtherwise && this.isClaiming(peer) && !this.isDistrusted(peer));
    }

    /** Those with this root differ from the own log by closed weeks alone, as far as old weeks go. */
    settled(root: number): void {
        for (const peer of this.list) {
            if (peer.root === root && peer.difference?.isOlder === true) {
                peer.difference = undefined;
                peer.isSealedOtherwise = true;
            }
        }
    }

    /** All peers that were heard. */
    all(): readonly Standing[] {
        return this.list;
    }

    /**
     * Compares the last advertisement of a peer with the own log, which must be hashed.
     * @param isSettledRoot whether another root is known to differ from the own one by closed weeks alone.
     */
    compare(
        peer: Standing,
        log: Log,
        isSettledRoot: (this: void, root: number, ownRoot: number) => boolean = () => false,
    ): void {
        const difference = differenceOf(peer, log, isSettledRoot);
        peer.difference = difference && { ...difference, revision: log.revision };
        peer.isSealedOtherwise = isSealedOtherwise(peer, log, isSettledRoot);
    }

    /** Whether a peer has advertised lately. */
    isClaiming({ claimedAt }: Standing): boolean {
        return claimedAt !== undefined && this.clock.uptime() - claimedAt < this.parameters.claimSeconds;
    }

    /** Notes that a peer has sent events that were wanted of it: its claims were true. */
    proved(name: string): void {
        const peer = this.of(name);
        peer.isProven = true;
        peer.failures.resize(FAILURE_LIMIT, 1 / FAILURE_REFILL_SECONDS);
        peer.failures.fill();
    }

    /** Notes that a week that a peer advertised brought no events. */
    failed(name: string): void {
        this.of(name).failures.take(1);
    }

    /** Whether what a peer tells of may still lead to nothing: who only invents is asked for little. */
    mayFail(name: string): boolean {
        return this.of(name).failures.available() >= 1;
    }

    /**
     * Notes whether the rows of a peer make the root that it advertised last. Those of an honest peer do not when its log has
     * changed since, or when some got lost: it then advertises another root. Who advertises the same again lies.
     */
    toldRows(peer: Standing, isTrue: boolean): void {
        peer.unmadeRoot = isTrue ? undefined : peer.root;
        peer.lies = isTrue ? 0 : peer.lies;
    }

    /** Distrusts a peer for a while that lied often enough. */
    private judgeRoot(peer: Standing, root: number): void {
        if (peer.unmadeRoot === undefined) {
            return;
        }
        peer.lies = peer.unmadeRoot === root ? peer.lies + 1 : 0;
        peer.unmadeRoot = undefined;
        if (peer.lies >= LIE_LIMIT) {
            peer.lies = 0;
            this.ranked = undefined;
            peer.distrustedUntil = this.clock.uptime() + this.parameters.distrustSeconds;
        }
    }

    isDistrusted(peer: Standing): boolean {
        return this.clock.uptime() < peer.distrustedUntil;
    }

    /** Notes that these peers did not answer in their turn: those of them that have not answered anybody since. */
    wereSilent(peers: readonly Standing[], since: number): void {
        this.ranked = undefined;
        for (const peer of peers) {
            if (peer.answeredAt === undefined || peer.answeredAt < since) {
                peer.silentUntil = this.clock.uptime() + this.parameters.silenceSeconds;
            }
        }
    }

    /** Notes that a peer answered. */
    answered(name: string): void {
        const peer = this.of(name);
        peer.answeredAt = this.clock.uptime();
        if (peer.silentUntil > 0) {
            this.ranked = undefined;
            peer.silentUntil = 0;
        }
    }

    /** The peers that claim to serve and can be expected to answer, in order of rank. */
    serving(): readonly Standing[] {
        const now = this.clock.uptime();
        if (this.ranked !== undefined && this.rankedAt === now) {
            return this.ranked;
        }
        const serving = this.list.filter((peer) => this.isFit(peer, peer.claimedAt));
        table.sort(serving, (a, b) => isRankedBefore(a.claim!, a.name, b.claim!, b.name));
        this.ranked = serving;
        this.rankedAt = now;
        return serving;
    }

    /** Whether something lately spoke for a peer, and nothing speaks against it. @param at uptime of that; nil for never. */
    private isFit({ silentUntil, distrustedUntil }: Standing, at: number | undefined): boolean {
        const now = this.clock.uptime();
        return at !== undefined && now - at < this.parameters.claimSeconds && now >= max(silentUntil, distrustedUntil);
    }

    /**
     * The peers to whisper to for who may not speak in guild chat: two, so that one that is hostile or dead loses nothing.
     * All that serve, or were heard to tell everybody of events, take turns. Those that pass nothing on lose theirs, see loseTurn().
     */
    spokesmen(): string[] {
        const serving = this.serving();
        const peers = serving.concat(
            this.list.filter((peer) => !serving.includes(peer) && this.isFit(peer, peer.busyAt)),
        );
        const count = peers.length;
        const first = floor(this.clock.uptime() / SPOKESMAN_SECONDS) + SPOKESMEN * this.lostTurns;
        const names: string[] = [];
        for (const step of $range(0, min(SPOKESMEN, count) - 1)) {
            names[step] = peers[(first + step) % count].name;
        }
        return names;
    }

    /**
     * The spokesmen have not passed on what they were told: the next ones have their turn.
     * @param turns lostTurns as it was when they were told. Those of then lose theirs once.
     */
    loseTurn(turns: number): void {
        if (turns === this.lostTurns) {
            this.lostTurns++;
        }
    }

    /**
     * The peers that rank before a sender with this claim and name, up to the rank limit.
     * @param rotation number of places by which the order is shifted, so that peers share the events to be sent.
     */
    before(claim: number, name: string, rotation: number): Standing[] {
        const serving = this.serving();
        const own = placeOf(serving, claim, name);
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

/** How many of the peers, which stand in order of rank, rank before a sender with this claim and name. */
function placeOf(serving: readonly Standing[], claim: number, name: string): number {
    let low = 0;
    let high = serving.length;
    while (low < high) {
        const middle = floor((low + high) / 2);
        const peer = serving[middle];
        if (isRankedBefore(peer.claim!, peer.name, claim, name)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

function isRankedBefore(claimA: number, nameA: string, claimB: number, nameB: string): boolean {
    return claimA < claimB || (claimA === claimB && bytesLess(nameA, nameB));
}
