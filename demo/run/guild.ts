/** The guild of the demo: its realm, its clients, and what they wrote. */

import { createRealm, type Realm } from "../../realm/realm";
import { guidNumber, playerName } from "../../scenarios/workload/players";
import { type DemoJob } from "./job";
import { DemoMember } from "./member";
import { type Recorder } from "./recorder";
import { type Emit } from "./records";

const GUILD = "Knights of the Ledger";

/** SimpleDKP's policy: guild master and the rank below may award points. */
const RANKS = [{ name: "Guild Master" }, { name: "Officer" }, { name: "Raider" }];
const MASTER = 0;
const OFFICER = 1;
const RAIDER = 2;

/** The example as it stands in the repository; dist/ is where its .pkgmeta would put the library. */
const ADDON = { toc: "examples/SimpleDKP/SimpleDKP.toc", externals: { ["Libs/LibEventLedger"]: "dist" } };

/** The global that SimpleDKP sets when its ledger is made. */
const ADDON_TABLE = "SimpleDKP";

function rankOf(index: number, officers: number): number {
    if (index === 0) return MASTER;
    return index < officers ? OFFICER : RAIDER;
}

export class DemoGuild {
    readonly members: DemoMember[] = [];
    /** Events that the ledgers of their writers took. */
    written = 0;
    /** Events that they did not. */
    refused = 0;
    /** What takes samples; none when nobody asked for them. */
    recorder?: Recorder;
    private errorsTold = 0;

    constructor(
        readonly realm: Realm,
        readonly emit: Emit,
    ) {}

    /** Those who are online. */
    online(): DemoMember[] {
        return this.members.filter((member) => member.isOnline());
    }

    /** Tells of progress, and of errors since the last time. */
    tell(phase: string, done: number): void {
        for (const member of this.members) member.look();
        this.emit({
            type: "progress",
            phase,
            time: this.realm.getTime(),
            done,
            events: this.members.map((member) => member.events),
            online: this.members.map((member) => member.isOnline()),
        });
        for (const index of $range(this.errorsTold, this.realm.errors.length - 1)) {
            this.emit({ type: "error", ...this.realm.errors[index] });
        }
        this.errorsTold = this.realm.errors.length;
    }

    /** Lets a client log in. Raises when the addon does not load: there is nothing to show then. */
    login(member: DemoMember): void {
        member.login();
        if (member.client.env.get(ADDON_TABLE) === undefined) {
            const [first] = this.realm.errors;
            error(`demo: SimpleDKP did not load: ${first?.message ?? "no error was reported"}`, 0);
        }
    }

    beginPhase(phase: string): void {
        this.emit({ type: "phase", phase, time: this.realm.getTime() });
    }

    /** Tells the longest callbacks of the phase. */
    endPhase(phase: string): void {
        for (const member of this.members) {
            const { ms, what } = member.takePhaseLongest();
            if (ms > 0) this.emit({ type: "slice", phase, client: member.index, ms, what });
        }
    }
}

/** Founds the guild; everybody is offline. Client `i` is player `i + 1` of the workload; the first ones are officers. */
export function createGuild(job: DemoJob, startTime: number, emit: Emit): DemoGuild {
    const { loss, profileStep, savedFolder, seed } = job;
    const realm = createRealm({ seed, startTime, loss, profileStep, savedFolder });
    realm.addGuild({ name: GUILD, ranks: RANKS });
    const guild = new DemoGuild(realm, emit);
    for (const index of $range(0, job.clients - 1)) {
        const player = index + 1;
        const client = realm.addClient({
            name: playerName(player),
            guidNumber: guidNumber(player),
            guild: GUILD,
            rank: rankOf(index, job.officers),
            addons: [ADDON],
        });
        guild.members.push(new DemoMember(index, client, index < job.officers));
    }
    realm.setRaid(realm.clients);
    return guild;
}
