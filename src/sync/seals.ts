/** What the sync says and hears about seals: their states, what is surplus in closed weeks, and the history behind them. */

import type { MessageHandler, MessageKind } from "../link/message-kind";
import type { Peer } from "../link/peers";
import type { Advertiser } from "./advertiser";
import { REQUEST_MEMORY_SECONDS } from "./constants";
import type { SyncContext } from "./context";
import { History } from "./history";
import { Recent } from "./recent";
import type { Reputation, Standing } from "./reputation";
import type { Requester } from "./requester";
import type { Want } from "./requests";
import type { Responder } from "./responder";
import type { SurplusEvent } from "./seal-host";
import { KEPT, SEAL_ANSWER, SEAL_REQUEST, STATE_PIECE, STATE_REQUEST, SURPLUS } from "./seal-messages";
import { shortIdsOf } from "./short-id";
import { findRoots } from "./sketch";
import { StateFetcher } from "./state-fetcher";
import { StateServer } from "./state-server";
import { isSealedHere } from "./week-summary";

const format = string.format;

/** The parts of the sync that these need. */
interface Parts {
    readonly advertiser: Advertiser;
    readonly reputation: Reputation;
    readonly requester: Requester;
    readonly responder: Responder;
}

export class Seals {
    readonly handlers: readonly MessageHandler[];
    readonly history: History;
    private readonly fetcher: StateFetcher;
    private readonly server: StateServer;
    /** By peer and week: which request of this client it has answered with a Surplus. */
    private readonly surpluses: Recent<string, { readonly since: number; readonly salt: number }>;

    constructor(
        private readonly context: SyncContext,
        private readonly parts: Parts,
    ) {
        const { reputation, requester } = parts;
        this.fetcher = new StateFetcher(context);
        this.server = new StateServer(context, reputation);
        this.surpluses = new Recent(context.clock, REQUEST_MEMORY_SECONDS);
        this.history = new History(
            context,
            () => requester.weeksBehind() === 0 && !requester.isComparingOld() && !this.fetcher.isFetching(),
            (weekNumbers) => requester.askAbsent(weekNumbers),
        );
        this.handlers = this.makeHandlers();
        this.fetcher.update();
    }

    /** Number of things that are remembered. */
    remembered(): number {
        const { fetcher, server, history, surpluses } = this;
        return fetcher.remembered() + server.remembered() + history.remembered() + surpluses.count();
    }

    sweep(): void {
        this.server.sweep();
        this.fetcher.sweep();
        this.surpluses.sweep();
        this.history.update();
    }

    /** What is wanted may have changed. */
    changed(): void {
        this.fetcher.update();
        this.history.update();
    }

    /** Somebody has come who may have what is wanted. */
    peerCame(): void {
        this.fetcher.peerCame();
    }

    private makeHandlers(): MessageHandler[] {
        const { advertiser, reputation, requester } = this.parts;
        const handle = <Message>(
            kind: MessageKind<Message>,
            receive: (this: void, message: Message, peer: Standing, isWhispered: boolean) => void,
        ): MessageHandler<Message> => ({
            kind,
            receive: (message: Message, { name }: Peer, isWhispered: boolean) =>
                receive(message, reputation.of(name), isWhispered),
        });
        return [
            handle(SEAL_REQUEST, (request, peer, isWhispered) => this.server.asked(request, peer, isWhispered)),
            handle(SEAL_ANSWER, (answer, { name }, isWhispered) => {
                if (!isWhispered) {
                    this.server.answerHeard(answer, name);
                }
                this.fetcher.answered(answer, name);
            }),
            handle(STATE_REQUEST, (request, peer, isWhispered) => this.server.ordered(request, peer, isWhispered)),
            {
                ...handle(STATE_PIECE, (piece, { name }) => this.fetcher.pieceHeard(piece, name)),
                isAwaited: ({ name }) => this.fetcher.isAwaiting(name),
                fragmentHeard: ({ name }) => this.fetcher.fragmentHeard(name),
            },
            handle(SURPLUS, (surplus, { name }, isWhispered) => this.surplusHeard(surplus, name, isWhispered)),
            handle(KEPT, ({ from, sealedBefore }, peer) => {
                peer.keptFrom = from;
                advertiser.keptHeard(sealedBefore);
                requester.sealHinted(sealedBefore);
            }),
        ];
    }

    /** Finds the events of this client's own request of which a peer says that they are not sealed. */
    private surplusHeard(surplus: Want, peer: string, isWhispered: boolean): void {
        const { weekNumber, salt, coefficients } = surplus;
        const { log, background, seals } = this.context;
        const { requester, responder } = this.parts;
        if (!isWhispered) {
            // What one tells the others need not.
            responder.surplusHeard(surplus, peer);
        }
        const asked = requester.askedWith(weekNumber, salt);
        // Of an absent week what has come so far may be wrong.
        const isOver = isSealedHere(log, weekNumber);
        const key = format("%s %.0f", peer, weekNumber);
        // Each takes work: one of each peer for one request.
        if (asked === undefined || isOver || this.surpluses.get(key)?.salt === salt) {
            return;
        }
        this.surpluses.set(key, { since: this.context.clock.uptime(), salt });
        background.run((pause) => {
            const week = log.open(weekNumber, pause);
            if (week === undefined) {
                return;
            }
            const { generation } = week;
            const ids = shortIdsOf(week, salt, asked.isKeyed ? log.directory : undefined, pause);
            const indices = findRoots(coefficients, ids, pause);
            if (generation === week.generation && indices.length > 0) {
                const events: SurplusEvent[] = indices.map((index) => ({
                    time: week.times[index],
                    id: week.ids[index],
                }));
                seals.surplusTold(weekNumber, events);
            }
        });
    }
}
