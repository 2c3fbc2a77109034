/** The protocol by which boards travel: what each of its messages does. docs/rooms-protocol.md is normative. */

import { Asker } from "./asker";
import { ASK, type AskRow, BYE, type Copy, COPIES, DELTA, DIGEST, ownerId, withRealm } from "./board/messages";
import type { Delta } from "./board/cells";
import type { OwnBoard } from "./board/own-board";
import { JOIN_WAIT_SECONDS } from "./constants";
import type { RoomContext } from "./context";
import { Copier } from "./copier";
import { Digester } from "./digester";
import type { Members } from "./members";
import { Speaker } from "./speaker";
import type { MessageHandler, MessageKind, Protocol } from "../link/message-kind";
import type { Peer } from "../link/peers";

const min = math.min;

export class Gossip implements Protocol {
    readonly handlers: readonly MessageHandler[];
    readonly speaker: Speaker;
    private readonly asker: Asker;
    private readonly copier: Copier;
    private readonly digester: Digester;

    constructor(
        private readonly context: RoomContext,
        private readonly own: OwnBoard,
        private readonly members: Members,
    ) {
        this.speaker = new Speaker(context, own);
        this.asker = new Asker(context, members);
        this.copier = new Copier(context, members, own);
        this.digester = new Digester(context, members, this.speaker, this.asker);
        this.handlers = [
            this.handler(DELTA, (delta, peer) => this.receiveDelta(delta, peer)),
            this.handler(COPIES, (copies, peer) => this.receiveCopies(copies, peer)),
            this.handler(DIGEST, (digest, peer) => this.digester.heard(digest, peer.name)),
            this.handler(ASK, (rows, peer) => this.receiveAsk(rows, peer)),
            this.handler(BYE, (incarnation, peer) => members.bye(peer.name, incarnation)),
        ];
        context.timers.after(0, () => this.ask());
        context.timers.after(JOIN_WAIT_SECONDS, () => this.join());
    }

    /** The own board has changed. */
    changed(isRenewal: boolean): void {
        this.speaker.changed(isRenewal);
        if (!isRenewal) {
            this.digester.changed();
        }
    }

    private join(): void {
        if (this.context.scope.maySpeak()) {
            this.speaker.open();
        } else {
            // Until now it may have heard nobody whom it could ask.
            this.asker.askForAll();
        }
        this.digester.changed();
    }

    private ask(): void {
        if (this.context.scope.maySpeak()) {
            this.asker.askForAll();
        }
    }

    private handler<Message>(
        kind: MessageKind<Message>,
        receive: (this: void, message: Message, peer: Peer) => void,
    ): MessageHandler {
        const { scope, port } = this.context;
        return {
            kind,
            receive: (message, peer) => {
                if (scope.isMember(peer.name) === false) {
                    port.ignore("stranger");
                } else {
                    receive(message as Message, peer);
                }
            },
            isAwaited: () => true,
        };
    }

    private receiveDelta(delta: Delta, { name }: Peer): void {
        this.copier.heard(name);
        const member = this.members.hear(name, delta);
        if (member === undefined) {
            this.context.port.ignore("outdated");
            return;
        }
        this.asker.heardOwner(member.board);
        // What is said again for another one is no change.
        if (!delta.isRenewal && member.hasNews) {
            this.digester.changed();
        }
    }

    private receiveCopies(copies: readonly Copy[], peer: Peer): void {
        const { self, port } = this.context;
        for (const { owner, delta } of copies) {
            const name = withRealm(owner, peer.name);
            this.copier.heard(name);
            if (name === self) {
                this.checkOwn(delta);
                continue;
            }
            if (name === peer.name) {
                for (const cell of delta.cells) {
                    cell.isHearsay = false;
                }
                this.receiveDelta(delta, peer);
                continue;
            }
            const member = this.members.hearCopy(name, delta);
            if (member === undefined) {
                port.ignore("copy");
            } else {
                this.asker.check(member.board);
                if (member.hasNews) {
                    this.digester.changed();
                }
            }
        }
    }

    /** Others may not say of this client's board what is not so. */
    private checkOwn({ incarnation, to, cells }: Delta): void {
        const { own, speaker } = this;
        const isOf = incarnation === own.incarnation && to <= own.top;
        if (incarnation >= own.incarnation && !(isOf && cells.every((cell) => own.agrees(cell)))) {
            speaker.refute();
        }
    }

    private receiveAsk(rows: readonly AskRow[], { name }: Peer): void {
        const { own, copier, speaker, context } = this;
        if (rows.length === 0) {
            copier.serve(name);
            return;
        }
        this.asker.heard(rows);
        const id = ownerId(context.self);
        for (const row of rows) {
            if (row.owner !== id) {
                if (row.have === 0 || row.have !== row.until) {
                    copier.answer(name, row);
                }
            } else if (context.scope.maySpeak() && copier.allow(name, own.cells.bytes)) {
                const isOfThis = row.incarnation === own.incarnation % 65536;
                const until = isOfThis && row.until > row.have ? row.until : own.top;
                // Where only this client is asked, 1 stands for nothing as well.
                const isForAll = !isOfThis || (row.have === 1 && row.until === 1);
                speaker.answer(isForAll ? 0 : row.have, min(until, own.top));
            }
        }
    }
}
