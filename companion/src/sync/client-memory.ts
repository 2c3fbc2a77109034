/** What a client knows beyond one connection, and what it does with its own records. */
import { KIND } from "../room/contents";
import { epochRecordIn } from "../room/epoch";
import type { Signer } from "../room/keys";
import type { RoomRecord } from "../room/record";
import type { KeptRoom } from "../rooms/kept-room";
import { signAnew, signVoidAnew } from "./anew";
import type { RefusedOwn, RoomClientOptions } from "./client-options";
import { ClientPeople } from "./client-people";
import { Counters } from "./counters";
import { Forwards } from "./forwards";
import { OfferMemory } from "./offer-memory";
import { saveStranded } from "./stranded";

/** Epoch records that are remembered beside those of the room. */
const MAX_EPOCHS = 16;

export class ClientMemory {
    readonly offers: OfferMemory;
    readonly people: ClientPeople;
    readonly forwards = new Forwards();
    readonly counters = new Counters();
    role = 0;
    isOutdated = false;
    serverN = 0;
    /** Records of the server that failed a check. */
    invalid = 0;
    /** Steps from one server to the next, one after the other. */
    steps = 0;
    /** The room is known to be at the server. */
    isCreated = false;
    private announced: Signer | undefined;
    private heard: Buffer[] = [];
    private readonly saved = new Set<string>();

    constructor(private readonly options: RoomClientOptions) {
        this.offers = new OfferMemory(options.clock);
        this.people = new ClientPeople(options.clock);
    }

    private get room(): KeptRoom {
        return this.options.room;
    }

    /** Keys of this computer. */
    private get signers(): Signer[] {
        const { signer, admission } = this.options;
        return [signer, admission].filter((one) => one !== undefined);
    }

    isOwnKey(author: Buffer): boolean {
        return this.signers.some(({ key }) => key.equals(author));
    }

    /** Whether the room may have taken this computer in, while the list does not say so yet. */
    private mayBeIn = false;

    /** By what the client announces itself: a key, or a token where there is none. */
    announcer(): Signer | undefined {
        const { signer, admission, token } = this.options;
        const isDevice = signer !== undefined && this.room.room.chain.deviceOf(signer.key) !== undefined;
        const isBySigner = isDevice || this.mayBeIn;
        this.announced = isBySigner ? signer : (admission ?? (token === undefined ? signer : undefined));
        return this.announced;
    }

    /**
     * Notes that it was denied. An invite that was used by this very computer holds no longer, and the list that says so may not have come yet:
     * then the device is in.
     * @returns whether it would announce itself otherwise now than it did.
     */
    denied(): boolean {
        const { signer, admission } = this.options;
        const before = this.announced;
        const isAsked = signer !== undefined && this.room.loose.some(({ author }) => author.equals(signer.key));
        this.mayBeIn = before !== undefined && before === admission && isAsked;
        return this.announcer() !== before && (this.mayBeIn || before !== signer);
    }

    get usesToken(): boolean {
        return this.announced === undefined;
    }

    /** Epoch records from elsewhere than the list: those that were heard, and loose ones, which may not follow it. */
    get epochs(): readonly Buffer[] {
        const loose = this.room.loose.filter(({ content }) => content.kind === KIND.epoch);
        return [...this.heard, ...loose.map(({ bytes }) => bytes)];
    }

    /** A server has shown an epoch record; it counts if it holds. A server keeps it. */
    async hearEpoch(epoch: Buffer): Promise<void> {
        const record = epochRecordIn(this.room.counted, epoch);
        if (record === undefined || this.heard.some((one) => one.equals(epoch))) return;
        this.heard = [...this.heard, epoch].slice(-MAX_EPOCHS);
        await this.options.onEpoch?.(record);
    }

    /** Own records that were loose may have a number now: entries without effect are said anew, or told. */
    async listed(loose: readonly RoomRecord[]): Promise<void> {
        for (const signer of this.signers) {
            const own = loose.filter(
                ({ author, id }) => author.equals(signer.key) && this.room.room.byId(id) !== undefined,
            );
            for (const given of await signVoidAnew(this.room, signer, own)) this.tell(given);
        }
    }

    /** Signs anew what cannot follow, and gives up what can never. @param isSettled whether an author's loose records can be judged. */
    async tidy(isSettled: (author: Buffer) => boolean): Promise<void> {
        for (const signer of this.signers) {
            if (!isSettled(signer.key)) continue;
            for (const given of await signAnew(this.room, signer)) this.tell(given);
        }
        await saveStranded(this.room, this.options.signer, ({ author }) => this.isOwnKey(author), this.saved);
    }

    /** An own record is refused for good. */
    async giveUp(refused: RefusedOwn): Promise<void> {
        await this.room.drop([refused.record.id]);
        this.tell(refused);
    }

    private tell(refused: RefusedOwn): void {
        this.counters.count("ownRefused");
        this.options.onRefused?.(refused);
    }

    /** Forgets what a user who says "again" has seen. */
    forgive(): void {
        this.invalid = 0;
        this.steps = 0;
    }
}
