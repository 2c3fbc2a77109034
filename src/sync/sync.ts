/**
 * The protocol by which logs become equal. It passes each message to the parts that it concerns, and tells how far this
 * client is behind. docs/protocol.md is normative.
 */

import type { Delivery as DeliveryTold } from "../api/event";
import type { SyncState, WeekBehind } from "../api/status";
import { BlockReader } from "../block/reader";
import { weekOf } from "../event/key";
import type { MessageHandler, MessageKind, Protocol } from "../link/message-kind";
import type { Peer } from "../link/peers";
import { MAX_FUTURE } from "../log/admission";
import type { Pause } from "../ports";
import { Advertiser } from "./advertiser";
import { AnswerScheduler } from "./answer-scheduler";
import { holdsSame } from "./claim";
import { Comparer } from "./comparer";
import {
    CLAIM_EXPIRY_SECONDS,
    ROWS_RANK_STEP_SECONDS,
    SENT_INHIBIT_SECONDS,
    SWEEP_INTERVAL_SECONDS,
} from "./constants";
import { type SyncContext, whenRooted } from "./context";
import { Delivery } from "./delivery";
import { Inhibitor } from "./inhibitor";
import { Intake, type SyncListener } from "./intake";
import { Live } from "./live";
import { ADVERTISE, type Advertisement, ANSWERING, COMPARE, EVENTS, HELLO, ROWS, ROWS_REQUEST, UNIT } from "./messages";
import { OwnWeeks } from "./own-weeks";
import { Progress } from "./progress";
import { Reputation, type Standing } from "./reputation";
import { Requester } from "./requester";
import { MORE, type More, REQUEST, type Request, WANT, type Want } from "./requests";
import { Responder } from "./responder";
import { Seals } from "./seals";
import type { UntoldDifference } from "./standstills";

/** A handler that gets the sender's standing. */
function handle<Message>(
    kind: MessageKind<Message>,
    standingOf: (this: void, name: string) => Standing,
    receive: (this: void, message: Message, peer: Standing, isWhispered: boolean) => void,
): MessageHandler<Message> {
    return {
        kind,
        receive: (message: Message, { name }: Peer, isWhispered: boolean) =>
            receive(message, standingOf(name), isWhispered),
    };
}

export class Sync implements Protocol {
    readonly reputation: Reputation;
    readonly handlers: readonly MessageHandler[];
    private readonly progress: Progress;
    private readonly sent: Inhibitor;
    private readonly ownWeeks: OwnWeeks;
    private readonly advertiser: Advertiser;
    private readonly requester: Requester;
    private readonly scheduler: AnswerScheduler;
    private readonly responder: Responder;
    private readonly live: Live;
    private readonly comparer: Comparer;
    private readonly delivery: Delivery;
    private readonly intake: Intake;
    private readonly seals: Seals;
    private hasHeardAdvertisement = false;

    constructor(
        private readonly context: SyncContext,
        private readonly listener: SyncListener,
    ) {
        const { clock } = context;
        this.progress = new Progress(clock);
        this.reputation = new Reputation(clock);
        this.delivery = new Delivery(clock);
        this.ownWeeks = new OwnWeeks(context);
        this.sent = new Inhibitor(clock, SENT_INHIBIT_SECONDS, CLAIM_EXPIRY_SECONDS);
        this.live = new Live(context, this.sent, this.reputation);
        this.advertiser = new Advertiser(context);
        this.requester = new Requester(context, this.reputation, this.ownWeeks, () => listener.syncChanged());
        this.scheduler = new AnswerScheduler(context, this.reputation);
        this.responder = new Responder(context, this.reputation, this.scheduler, this.sent, this.ownWeeks);
        this.comparer = new Comparer(
            context,
            this.reputation,
            (weekNumber) => this.requester.askDoubted(weekNumber),
            () => listener.syncChanged(),
        );
        const { sent, live, advertiser, requester, responder, progress } = this;
        this.seals = new Seals(context, { advertiser, reputation: this.reputation, requester, responder });
        const { history } = this.seals;
        this.intake = new Intake(context, listener, {
            sent,
            live,
            advertiser,
            requester,
            responder,
            progress,
            history,
        });
        this.handlers = this.makeHandlers().concat(this.seals.handlers);
        context.timers.every(SWEEP_INTERVAL_SECONDS, () => {
            context.background.run((pause) => this.sweep(pause));
        });
    }

    state(): SyncState {
        if (this.requester.weeksBehind() > 0 || this.requester.isComparingOld()) {
            return "behind";
        }
        const { requester, comparer, reputation, context } = this;
        if (requester.standingStill().length + comparer.count() + reputation.differing(context.log).length > 0) {
            return "different";
        }
        if (!this.hasHeardAdvertisement) {
            return "unknown";
        }
        return this.delivery.unconfirmed() > 0 ? "unconfirmed" : "synced";
    }

    /** Sends this client's new event to everybody. */
    broadcastLive(time: number, id: number, body: string): void {
        this.ownWeeks.add(weekOf(time));
        this.delivery.written(time, id);
        this.advertiser.changed();
        this.live.sendOwn(time, id, body);
    }

    /** Events have come into the log otherwise than from peers or by submit(): what is said of it is news again. */
    logChanged(): void {
        this.advertiser.changed();
    }

    /** The weeks that are known to differ from what a peer has, newest first. */
    behind(): WeekBehind[] {
        return this.requester.behind();
    }

    /**
     * The weeks that differ from what a peer has although they have talked about it, newest first; behind them those that look
     * equal and are not.
     */
    differences(): UntoldDifference[] {
        const list: UntoldDifference[] = this.requester
            .standingStill()
            .map(({ weekNumber, peer, surplus, failures }) => ({ weekNumber, peer, surplus, failures }));
        for (const difference of this.comparer.differences()) {
            list[list.length] = difference;
        }
        for (const { name, difference } of this.reputation.differing(this.context.log)) {
            if (!list.some(({ peer }) => peer === name)) {
                const { weekNumber, surplus, isOlder } = difference!;
                list[list.length] = { weekNumber, peer: name, surplus, isOlder, failures: 0 };
            }
        }
        return list;
    }

    /** Names of peers that said something else of closed weeks, in the order in which they were first heard. */
    sealedOtherwise(): string[] {
        return this.reputation.sealedOtherwise().map(({ name }) => name);
    }

    /** Number of own events of which nobody else is known to have them. */
    unconfirmed(): number {
        return this.delivery.unconfirmed();
    }

    /** What is known of where an event of the log is besides here. */
    deliveryOf(time: number, id: number): DeliveryTold {
        const { log } = this.context;
        const holders = log.isHashed() ? this.reputation.holders(log, weekOf(time)) : 0;
        return this.delivery.of(time, id, holders);
    }

    /** Whether this client has lately asked for the events of a week. */
    hasAsked(weekNumber: number): boolean {
        return this.requester.hasAskedLately(weekNumber);
    }

    /** Events received per second, over the last 20 seconds. */
    rate(): number {
        return this.progress.rate();
    }

    /**
     * Number of requests, answers and notes that are remembered. It falls again a while after a transfer, however large
     * that was.
     */
    remembered(): number {
        const { requester, responder, sent, comparer, seals } = this;
        return requester.remembered() + responder.remembered() + sent.count() + comparer.count() + seals.remembered();
    }

    /**
     * Call it when a seal has come or another one stands, when other weeks are closed, absent or held back than before, and when
     * a state or the history is wanted or not wanted any more.
     */
    sealsChanged(): void {
        this.requester.sealsChanged();
        this.comparer.sealsChanged();
        this.advertiser.sealsChanged();
        this.seals.changed();
        whenRooted(this.context, () => {
            // What a peer has not heard yet is no difference: only those that are known may have gone.
            for (const peer of this.reputation.all()) {
                if (peer.difference !== undefined || peer.isSealedOtherwise) {
                    this.compare(peer);
                }
            }
            this.listener.syncChanged();
        });
    }

    private makeHandlers(): MessageHandler[] {
        const standingOf = (name: string): Standing => this.reputation.of(name);
        return [
            handle(HELLO, standingOf, (root, peer) => {
                this.advertiser.greeted(root, peer.replies, () => this.reputation.lacks(peer));
                this.seals.peerCame();
            }),
            handle(ADVERTISE, standingOf, (advertisement, peer, isWhispered) =>
                this.receiveAdvertisement(advertisement, peer, isWhispered),
            ),
            handle(REQUEST, standingOf, (request, peer, isWhispered) =>
                this.receiveRequest(request, peer, isWhispered),
            ),
            {
                ...handle(EVENTS, standingOf, (block, peer, isWhispered) =>
                    this.intake.receiveBlock(block, peer, isWhispered),
                ),
                cameBack: (block) => this.eventsCameBack(block as string),
            },
            {
                ...handle(UNIT, standingOf, (deflated, peer, isWhispered) =>
                    this.intake.receiveUnit(deflated, peer, isWhispered),
                ),
                isAwaited: ({ name }) =>
                    (this.requester.weeksBehind() > 0 || this.seals.history.isAsking()) &&
                    this.context.port.mayPeerSpeak(name) === true,
                fragmentHeard: ({ name }, isWhispered) => this.fragmentHeard(standingOf(name), isWhispered),
            },
            handle(ROWS_REQUEST, standingOf, (base, peer, isWhispered) => this.answerRows(base, peer, isWhispered)),
            handle(ROWS, standingOf, (answer, peer, isWhispered) => {
                if (this.isBelieved(peer)) {
                    if (!isWhispered) {
                        this.advertiser.rowsHeard(answer);
                    }
                    this.requester.rowsHeard(answer, peer);
                }
            }),
            handle(WANT, standingOf, (want, peer, isWhispered) => this.receiveWant(want, peer, isWhispered)),
            handle(MORE, standingOf, (more, peer, isWhispered) => this.receiveMore(more, peer, isWhispered)),
            handle(ANSWERING, standingOf, (weekNumbers, peer, isWhispered) => {
                peer.sentAt = this.context.clock.uptime();
                if (!isWhispered) {
                    peer.busyAt = peer.sentAt;
                }
                this.workHeard(weekNumbers, peer, isWhispered);
            }),
            handle(COMPARE, standingOf, (comparison, peer, isWhispered) => {
                // What one client alone hears is no comparison for the others.
                if (!isWhispered && this.isBelieved(peer)) {
                    this.comparer.heard(comparison, peer);
                }
            }),
        ];
    }

    private sweep(pause: Pause): void {
        this.advertiser.sweep(pause);
        this.requester.sweep(pause);
        this.responder.sweep(pause);
        this.sent.sweep(pause);
        this.comparer.sweep();
        this.seals.sweep();
    }

    private receiveRequest(request: Request, peer: Standing, isWhispered: boolean): void {
        this.missHello();
        this.reputation.lacks(peer);
        if (!isWhispered) {
            this.requestHeard(request);
        }
        this.responder.requested(this.allowed(request, peer), peer);
    }

    /** Notes a request that all clients have heard: this one need not make it. */
    private requestHeard({ entries }: Request): void {
        const weekNumbers = entries.filter(({ isDoubted }) => !isDoubted).map(({ weekNumber }) => weekNumber);
        this.requester.requestHeard(weekNumbers);
        this.seals.history.requestHeard(weekNumbers);
        for (const { weekNumber, isDoubted } of entries) {
            if (isDoubted) {
                this.comparer.requestHeard(weekNumber);
            }
        }
    }

    /** Notes that a peer says to be at work on answers: only if all clients have heard so. */
    private workHeard(weekNumbers: readonly number[], peer: Standing, isWhispered: boolean): void {
        for (const weekNumber of isWhispered ? [] : weekNumbers) {
            this.responder.workHeard(weekNumber, peer.name);
        }
    }

    private receiveWant(want: Want, peer: Standing, isWhispered: boolean): void {
        this.missHello();
        if (!isWhispered) {
            this.responder.wantHeard(want.weekNumber, peer.name);
        }
        const asked = this.requester.askedWith(want.weekNumber, want.salt);
        if (asked !== undefined) {
            this.responder.wanted(want, asked.isKeyed, peer);
        }
    }

    private receiveMore(more: More, peer: Standing, isWhispered: boolean): void {
        this.missHello();
        this.workHeard([more.weekNumber], peer, isWhispered);
        this.requester.moreAsked(more);
    }

    /**
     * Handles a request or answer of another client. If nobody has advertised yet, the answer to this client's Hello
     * was lost.
     */
    private missHello(): void {
        if (!this.hasHeardAdvertisement) {
            this.advertiser.missed();
        }
    }

    /** The request without the weeks that exceed its sender's allowance. */
    private allowed({ salt, entries, readsUnits }: Request, peer: Standing): Request {
        const count = this.reputation.takeRequests(peer, entries.length, this.context.log.weekNumbers.length);
        if (count < entries.length) {
            this.context.port.ignore("requests");
        }
        return { salt, entries: entries.slice(0, count), readsUnits };
    }

    /** A fragment of a unit: its sender, if it may speak, is at work on an answer. */
    private fragmentHeard(peer: Standing, isWhispered: boolean): void {
        if (this.context.port.mayPeerSpeak(peer.name) === true) {
            peer.sentAt = this.context.clock.uptime();
            peer.busyAt = isWhispered ? peer.busyAt : peer.sentAt;
            this.requester.fragmentHeard(peer.name);
            this.seals.history.fragmentHeard();
        }
    }

    private eventsCameBack(block: string): void {
        const reader = new BlockReader(block, 1);
        while (reader.next()) {
            this.delivery.cameBack(reader.time, reader.id);
        }
    }

    private receiveAdvertisement(advertisement: Advertisement, peer: Standing, isWhispered: boolean): void {
        if (!this.isBelieved(peer)) {
            return;
        }
        // Nobody can hold events of weeks to come: thousands of them would only take room and time.
        const end = weekOf(this.context.clock.serverTime() + MAX_FUTURE);
        const [newest] = advertisement.rows.slice(-1);
        if (advertisement.base > end || (newest !== undefined && newest.weekNumber > end)) {
            this.context.port.ignore("future");
            return;
        }
        this.hasHeardAdvertisement = true;
        if (peer.claim !== advertisement.claim) {
            this.seals.peerCame();
        }
        const isNews = this.reputation.claimed(peer, advertisement);
        // What was whispered nobody else has heard: it stands for no advertisement of this client.
        if (!isWhispered) {
            this.advertiser.heard(advertisement, isNews, peer.replies);
        }
        this.requester.advertised(advertisement, peer.name);
        whenRooted(this.context, () => {
            const { log } = this.context;
            this.compare(peer);
            this.delivery.held(peer.name, (weekNumber) => holdsSame(peer, log, weekNumber));
        });
        this.listener.syncChanged();
    }

    /** Compares what a peer advertised last with the own log. The roots must be ready. */
    private compare(peer: Standing): void {
        this.reputation.compare(peer, this.context.log, (root, ownRoot) => this.requester.isSettledRoot(root, ownRoot));
    }

    /** Whether a peer's claims are trusted. Counts an ignored message if not. */
    private isBelieved(peer: Standing): boolean {
        if (this.reputation.isDistrusted(peer)) {
            this.context.port.ignore("distrusted");
            return false;
        }
        return true;
    }

    /** In its turn; what others tell meanwhile that is the same is left out. */
    private answerRows(base: number, peer: Standing, isWhispered: boolean): void {
        if (peer.rowsAnswers.take(1) < 1) {
            this.context.port.ignore("rowsRequests");
            return;
        }
        // One that nobody answers keeps nobody from asking.
        if (!isWhispered) {
            this.requester.rowsRequestHeard(base);
        }
        const since = this.context.clock.uptime();
        this.scheduler.schedule({
            progress: () => (this.advertiser.isBeingTold(since) ? "answering" : "open"),
            step: ROWS_RANK_STEP_SECONDS,
            isBrief: true,
            answer: (before) => {
                this.context.background.run((pause) => {
                    if (this.advertiser.sendRows(base, since, pause)) {
                        this.reputation.wereSilent(before, since);
                    }
                });
            },
        });
    }
}
