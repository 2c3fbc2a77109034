/**
 * Raid evenings as a guild has them: 12 to 49 events each, most of them alone, some in bursts after a boss, at most 4 in any
 * second; awards that name 25 players, awards and items for one player, and now and then one that is taken back.
 */

import { type Random } from "../../realm/random";
import { drawPresent, type GuildSize } from "./attendance";
import { type Deed, type Evening, type Workload } from "./evening";
import { faultsOf } from "./faults";
import { playerGuid, playerName } from "./players";

export interface RaidOptions extends GuildSize {
    readonly weeks: number;
    /** Minutes of a raid, at least MIN_MINUTES. */
    readonly minutes: number;
}

/** Fewest and most events of a raid. */
export const MIN_EVENTS = 12;
export const MAX_EVENTS = 49;
/** The shortest raid in minutes that holds the most events with room to spare. */
export const MIN_MINUTES = 2;
/** Players that an award for the whole raid names. */
export const RAID_SIZE = 25;
/** Players of the guild; those without a client are only named in awards. */
const GUILD_SIZE = 32;

const WEEK = 604800;
/** Thursday, 9 November 2023, 00:00 UTC: the start of a week, whose number is 2810. */
const FIRST_WEEK = 2810 * WEEK;
/** Raids begin on Thursday, Sunday and Monday at 19:30 UTC: seconds after the start of the week. */
const RAID_STARTS = [0, 3, 4].map((day) => day * 86400 + 19.5 * 3600);

/** An event has a quarter of a second for itself: so there are never more than 4 in a second. */
const SLOTS_PER_SECOND = 4;
/** Slots at the end of a raid in which nothing begins: room for what bursts push back. */
const SLACK_SLOTS = MAX_EVENTS * 4;

/** Probability that an event follows right on the one before. */
const BURST = 0.35;
/** Probability that an event is written at the very moment of another officer's. */
const DUEL = 0.1;
/** Of 100 events, how many are of each kind; the rest are items. */
const RAID_AWARDS = 20;
const PRESENCE_AWARDS = 10;
const SINGLE_AWARDS = 35;
const UNDOS = 7;

const BOSSES = ["Attumen", "Moroes", "Maiden", "Curator", "Aran", "Netherspite", "Prince", "Nightbane"];
const DEEDS = ["on time", "flasks", "tanked", "healed", "interrupts", "bench", "summons"];

/** When an event happens, in slots, and whether another officer writes in the same slot as the one before. */
interface Moment {
    readonly slot: number;
    readonly isDuel: boolean;
}

/** Moments in order. Each raid has at least one duel. */
function drawMoments(random: Random, count: number, slots: number): Moment[] {
    const wanted: number[] = [];
    for (const index of $range(0, count - 1)) {
        const isBurst = index > 0 && random.chance(BURST);
        wanted[index] = isBurst ? wanted[index - 1] : random.integer(0, slots - SLACK_SLOTS);
    }
    table.sort(wanted);
    const certainDuel = random.integer(1, count - 1);
    const moments: Moment[] = [];
    let next = 0;
    let isAfterDuel = true;
    for (const index of $range(0, count - 1)) {
        // A pair stands alone in three slots, or five events would share a second.
        const isDuel: boolean = !isAfterDuel && (index === certainDuel || random.chance(DUEL));
        if (isDuel) {
            const before = moments[index - 1];
            const isCrowded = index > 1 && moments[index - 2].slot === before.slot - 1;
            const slot = isCrowded ? before.slot + 1 : before.slot;
            moments[index - 1] = { ...before, slot };
            moments[index] = { slot, isDuel };
            next = slot + 2;
        } else {
            const slot = math.max(wanted[index], next);
            moments[index] = { slot, isDuel };
            next = slot + 1;
        }
        isAfterDuel = isDuel;
    }
    return moments;
}

/** Writes the events of one raid. */
class RaidScript {
    private readonly deeds: Deed[] = [];
    /** Officers whose newest event can be taken back. */
    private readonly undoable = new LuaSet<number>();

    constructor(
        private readonly random: Random,
        private readonly start: number,
        private readonly present: readonly number[],
        private readonly officers: readonly number[],
        private readonly players: number,
    ) {}

    write(count: number, slots: number): Deed[] {
        let officer = this.officers[0];
        for (const { slot, isDuel } of drawMoments(this.random, count, slots)) {
            const former = officer;
            officer = this.random.pick(isDuel ? this.officers.filter((other) => other !== former) : this.officers);
            this.writeOne(this.start + slot / SLOTS_PER_SECOND, officer);
        }
        return this.deeds;
    }

    private writeOne(time: number, officer: number): void {
        const random = this.random;
        const kind = random.integer(0, 99);
        const boss = random.pick(BOSSES);
        if (kind < UNDOS && this.undoable.has(officer)) {
            this.undoable.delete(officer);
            this.deeds.push({ time, officer, command: "/sdkp undo" });
            return;
        }
        this.undoable.add(officer);
        if (kind < UNDOS + RAID_AWARDS) {
            const fields = { players: this.drawRaid(), amount: random.integer(1, 20), reason: boss };
            this.deeds.push({ time, officer, submission: { type: "award", fields } });
        } else if (kind < UNDOS + RAID_AWARDS + PRESENCE_AWARDS) {
            this.deeds.push({ time, officer, command: `/sdkp award raid ${random.integer(1, 10)} ${boss}` });
        } else {
            const isAward = kind < UNDOS + RAID_AWARDS + PRESENCE_AWARDS + SINGLE_AWARDS;
            const points = isAward ? random.integer(1, 15) : -10 * random.integer(2, 15);
            const reason = isAward ? random.pick(DEEDS) : `item ${random.integer(28000, 34999)} of ${boss}`;
            const name = playerName(random.pick(this.present) + 1);
            this.deeds.push({ time, officer, command: `/sdkp award ${name} ${points} ${reason}` });
        }
    }

    private drawRaid(): string[] {
        const players: number[] = [];
        for (const player of $range(1, this.players)) players.push(player);
        this.random.shuffle(players);
        return players.slice(0, RAID_SIZE).map((player) => playerGuid(player));
    }
}

/** Draws whole raid weeks. Client `i` is player `i + 1`. */
export function generateRaids(random: Random, options: RaidOptions): Workload {
    const { officers, weeks } = options;
    const raids = weeks * RAID_STARTS.length;
    const slots = options.minutes * 60 * SLOTS_PER_SECOND;
    const players = math.max(GUILD_SIZE, options.clients);
    const evenings: Evening[] = [];
    let total = 0;
    for (const raid of $range(0, raids - 1)) {
        const week = math.floor(raid / RAID_STARTS.length);
        const start = FIRST_WEEK + week * WEEK + RAID_STARTS[raid % RAID_STARTS.length];
        const present = drawPresent(random, raid, raids, options);
        const leaders = present.filter((client) => client < officers);
        const members = present.filter((client) => client >= officers);
        const script = new RaidScript(random, start, present, leaders, players);
        const deeds = script.write(random.integer(MIN_EVENTS, MAX_EVENTS), slots);
        const targets = { officer: random.pick(leaders), member: random.pick(members) };
        const faults = faultsOf(raid, raids, deeds.length, targets);
        evenings.push({ phase: `week ${week + 1}`, deeds, present, faults });
        total += deeds.length;
    }
    return { evenings, deeds: total };
}
