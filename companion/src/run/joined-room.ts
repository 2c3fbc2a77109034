/** A room that this computer has joined, while the companion runs: it streams, signs what saved files call for, and tells its user. */
import { planRecords } from "../agent/plan";
import { type RoomView, viewOf } from "../agent/room-view";
import type { SavedScope } from "../agent/saved-scope";
import { agreedFiles, askable, takenLedgers } from "../access/consent";
import { acceptance, inviteeOf } from "../access/entries";
import { writeEntry } from "../access/write-entry";
import { messageOf } from "../command";
import { printable } from "../format/printable";
import { type AgentState, readAgentState, writeAgentState } from "../profile/agent-state";
import type { ProfileFile, ProfileRoom } from "../profile/profile";
import { nameOf } from "../room/chain";
import type { Content } from "../room/contents";
import { inviteSigner } from "../room/invite";
import type { Signer } from "../room/keys";
import type { Room } from "../room/room";
import { RunningCount } from "../room/running-count";
import type { KeptRoom } from "../rooms/kept-room";
import type { RoomUse } from "../rooms/rooms";
import { RoomClient } from "../sync/client";
import type { ClientState, RefusedOwn } from "../sync/client-options";
import type { Cancel, Clock } from "../sync/clock";
import type { Duplex } from "../sync/duplex";
import { failedOf, Held } from "./failed";
import { failedLine, type News, problemLine, refusedEvents, refusedNews, stateNews, unaskedNews } from "./room-words";

/** Milliseconds that changes are gathered before they are looked at. */
const GATHER_MS = 200;
/** Milliseconds after which work that has failed is tried again. */
const RETRY_MS = 60_000;
/** Milliseconds between two looks at what is waited for. */
const LOOK_MS = 100;

/** What a joined room is given. */
export interface JoinedRoomOptions {
    /** The folder of the companion. */
    readonly folder: string;
    readonly profile: ProfileFile;
    /** Hex of the room's id. The profile has it. */
    readonly id: string;
    readonly use: RoomUse;
    readonly signer: Signer;
    /** By what the computer announces itself until it is a device; else the invite that the profile has. */
    readonly admission?: Signer | undefined;
    /** Of this computer, all that there is. */
    files(): readonly SavedScope[];
    /** Of the device, and of presence. */
    readonly label: string;
    connect(url: string): Promise<Duplex>;
    readonly clock: Clock;
    /** Told once what the user should know. */
    tell(line: string): void;
    /** Called after changes were looked at. */
    worked(): void;
}

export class JoinedRoom {
    readonly kept: KeptRoom;
    readonly signer: Signer;
    private readonly client: RoomClient;
    private readonly count = new RunningCount();
    private viewed: { readonly name: string; readonly view: RoomView } | undefined;
    private stateNow: AgentState;
    private readonly unlisten: readonly (() => void)[];
    private cancelWork: Cancel | undefined;
    private cancelNext: Cancel | undefined;
    private work: Promise<void> = Promise.resolve();
    /** Changes that were not looked at to their end yet. */
    private isPoked = true;
    private isStopped = false;
    private wasCaughtUp = false;
    private toldProblem = "";

    constructor(private readonly options: JoinedRoomOptions) {
        const { folder, id, use, signer, clock, label } = options;
        this.kept = use.room;
        this.signer = signer;
        this.stateNow = readAgentState(folder, id);
        const { url, create, invite } = this.entry;
        const permit = create === undefined || create === "" ? null : Buffer.from(create, "hex");
        const invited = invite === undefined ? undefined : inviteSigner(Buffer.from(invite, "hex"));
        const admission = options.admission ?? invited;
        this.client = new RoomClient({
            ...{ url, room: this.kept, signer, clock },
            ...(admission === undefined ? {} : { admission }),
            ...(create === undefined ? {} : { create: { permit } }),
            label: () => this.kept.room.chain.members.at(this.member ?? -1)?.label ?? label,
            connect: (to) => options.connect(to),
            onRefused: (refused) => this.failed(refused),
        });
        this.unlisten = [this.kept.onChange(() => this.poke()), this.client.onState((state) => this.heard(state))];
    }

    /** What the profile says of it. */
    get entry(): ProfileRoom {
        const entry = this.options.profile.room(this.options.id);
        if (entry === undefined) throw new Error(`entry: room ${this.options.id} is not in the profile`);
        return entry;
    }

    get state(): ClientState {
        return this.client.state;
    }

    /** What is remembered of the own work. */
    get agentState(): AgentState {
        return this.stateNow;
    }

    /** The own member's number; undefined while this computer is no device of the room. */
    get member(): number | undefined {
        return this.kept.counted.chain.deviceOf(this.signer.key)?.member;
    }

    /** The name of the room, for people. */
    get name(): string {
        return printable(this.kept.counted.chain.name === "" ? this.entry.name : this.kept.counted.chain.name);
    }

    /** The files that the user has agreed to bring together with it. */
    get files(): SavedScope[] {
        return agreedFiles(this.options.files(), this.entry.agreed);
    }

    /** What counts in it now. */
    get view(): RoomView {
        return this.viewOf(this.kept.counted);
    }

    /** Whether it has caught up, and everything of this computer has come to the server. */
    get isSettled(): boolean {
        const hasOwn = this.kept.loose.some(({ author }) => author.equals(this.signer.key));
        return this.isCaughtUp && !this.isPoked && !hasOwn;
    }

    get isCaughtUp(): boolean {
        return this.state.phase === "caught up";
    }

    start(): void {
        this.client.start();
        this.poke();
    }

    /** Ends it. What is not sent yet stays, and is sent with the next start. */
    async stop(): Promise<void> {
        this.isStopped = true;
        for (const unlisten of this.unlisten) unlisten();
        this.cancelWork?.();
        this.cancelNext?.();
        await this.client.stop();
        await this.work;
        await this.kept.settled();
        this.options.use.release();
    }

    /** Says that files, the room or the profile have changed. */
    poke(): void {
        this.isPoked = true;
        if (this.isStopped) return;
        this.cancelWork ??= this.options.clock.after(GATHER_MS, () => {
            this.cancelWork = undefined;
            this.work = this.work.then(() => this.lookAgain());
        });
    }

    /**
     * Waits for something that the room or its connection brings.
     * @returns whether it has come in so many seconds; false at once where `stop` is aborted or the server says no.
     */
    async until(isDone: () => boolean, seconds: number, stop?: AbortSignal): Promise<boolean> {
        const { clock } = this.options;
        const end = clock.now() + 1000 * seconds;
        while (!isDone()) {
            const isHopeless = this.isHopeless || stop?.aborted === true || this.isStopped;
            if (isHopeless || clock.now() >= end) return false;
            await new Promise<void>((resolve) => void clock.after(LOOK_MS, resolve));
        }
        return true;
    }

    /** The server says something that does not pass by itself. */
    private get isHopeless(): boolean {
        const { problem, phase } = this.state;
        const isAway = phase === "waiting" || phase === "left";
        return isAway && problem !== undefined && ["denied", "notAllowed", "invalid", "version"].includes(problem.code);
    }

    /** Offers again what the server has refused. */
    tryAgain(): void {
        this.keep({ ...this.stateNow, failed: [] });
        this.client.start();
        this.poke();
    }

    private viewOf(counted: Room): RoomView {
        const name = nameOf(counted.position.hash);
        if (this.viewed?.name !== name) {
            this.count.advance(counted);
            this.viewed = { name, view: viewOf(counted, this.count.scopes) };
        }
        return this.viewed.view;
    }

    private heard(state: ClientState): void {
        const isCaughtUp = state.phase === "caught up";
        if (isCaughtUp && !this.wasCaughtUp) this.poke();
        this.wasCaughtUp = isCaughtUp;
        const problem = state.problem === undefined ? "" : problemLine(state.problem);
        if (problem !== this.toldProblem && problem !== "") this.options.tell(`${this.name}: ${problem}`);
        if (problem === "" && this.toldProblem !== "" && isCaughtUp)
            this.options.tell(`${this.name}: it goes on again`);
        if (problem !== "" || isCaughtUp) this.toldProblem = problem;
        this.tellOnce(stateNews(state));
    }

    private failed(refused: RefusedOwn): void {
        this.options.tell(`${this.name}: ${failedLine(refused)}`);
        if (refused.code === "void") return;
        const failed = failedOf(refused, this.kept.room.chain.last);
        this.keep({ ...this.stateNow, failed: [...this.stateNow.failed, failed] });
    }

    private async lookAgain(): Promise<void> {
        if (this.isStopped) return;
        this.isPoked = false;
        try {
            if (this.isCaughtUp) await this.goOn();
            this.options.worked();
        } catch (error) {
            this.isPoked = true;
            this.tellOnce([{ name: `error ${messageOf(error)}`, line: messageOf(error) }]);
            this.wakeIn(RETRY_MS);
        }
    }

    private async goOn(): Promise<void> {
        await this.accept();
        this.noteJoined();
        if (this.member === undefined) return;
        await this.signDue();
        this.tellOnce(unaskedNews(askable(takenLedgers(this.kept.counted, this.options.files()), this.entry)));
        const refused = refusedEvents(this.view, this.member);
        for (const news of refusedNews(refused, (name) => this.stateNow.told.includes(name))) {
            this.tellOnce(news.slice(0, 1));
            this.markTold(news.map(({ name }) => name));
        }
    }

    /** Signs that the invite was used, where that was not done yet. */
    private async accept(): Promise<void> {
        const { invite: secret } = this.entry;
        if (secret === undefined || this.member !== undefined) return;
        const invite = inviteSigner(Buffer.from(secret, "hex"));
        if (inviteeOf(this.kept.counted, invite.key) === undefined) return;
        const { signer, options } = this;
        await writeEntry(this.kept, signer, options.clock.unix(), (room) =>
            acceptance(room.id, invite, signer.key, options.label),
        );
    }

    /** Forgets what was needed until the server had taken this computer in. */
    private noteJoined(): void {
        const { entry } = this;
        const isDevice = this.kept.room.chain.deviceOf(this.signer.key) !== undefined;
        if (isDevice && (entry.invite !== undefined || entry.create !== undefined))
            this.options.profile.putRoom({ ...entry, name: this.name, invite: undefined, create: undefined });
    }

    private async signDue(): Promise<void> {
        const { clock } = this.options;
        const held = new Held(this.stateNow.failed, this.kept.room.chain.last);
        let plan: ReturnType<typeof planRecords> | undefined;
        const make = (counted: Room): Content[] => {
            plan = planRecords({
                ...{ view: this.viewOf(counted), device: this.signer.key, files: held.without(this.files) },
                ...{ memory: this.stateNow.memory, now: clock.unix(), random: () => clock.random() },
            });
            return plan.records.filter((content) => held.lets(content));
        };
        const signed = await this.kept.sign(this.signer, make);
        if (plan === undefined) return;
        const { memory, next, ahead, mayWrite } = plan;
        if (JSON.stringify(memory) !== JSON.stringify(this.stateNow.memory)) this.keep({ ...this.stateNow, memory });
        if (next !== undefined) this.wakeIn(1000 * Math.max(0, next - clock.unix()));
        if (signed.length > 0) this.isPoked = true;
        if (!mayWrite) this.tellOnce([{ name: "role", line: "your role lets this computer read, and not upload" }]);
        if (ahead > 0)
            this.tellOnce([
                {
                    name: `ahead ${ahead}`,
                    line: `${ahead} events wait: they are more than 23 hours ahead of this computer's clock. Is the clock right?`,
                },
            ]);
    }

    private wakeIn(ms: number): void {
        this.cancelNext?.();
        // What is due at once is looked at once the change that was made is.
        this.cancelNext = this.options.clock.after(ms, () => this.poke());
    }

    private tellOnce(news: readonly News[]): void {
        const fresh = news.filter(({ name }) => !this.stateNow.told.includes(name));
        for (const { line } of fresh) this.options.tell(`${this.name}: ${line}`);
        this.markTold(fresh.map(({ name }) => name));
    }

    private markTold(names: readonly string[]): void {
        const fresh = names.filter((name) => !this.stateNow.told.includes(name));
        if (fresh.length > 0) this.keep({ ...this.stateNow, told: [...this.stateNow.told, ...fresh] });
    }

    /** Remembers; where that cannot be stored, until the end of the process. */
    private keep(state: AgentState): void {
        this.stateNow = state;
        try {
            writeAgentState(this.options.folder, this.options.id, state);
        } catch (error) {
            this.options.tell(messageOf(error));
        }
    }
}
