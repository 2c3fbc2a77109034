/** A season of raids: twelve weeks, two evenings each, always the same. */
import { Random } from "../../tools/random.mjs";
import { compareKeys, type StoredEvent } from "../src/format/key";
import { Log } from "./events";
import { OFFICERS, type Player, PLAYERS } from "./players";

const SEED = 1729;
const WEEKS = 12;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** Wednesday, 7 January 2026, 19:00 UTC. */
const START = Date.UTC(2026, 0, 7, 19) / 1000;
/** Days from Wednesday to each evening of a week, and to its decay. */
const EVENINGS = [0, 4];
const DECAY_DAY = 5;

const BOSSES = [
    "Lucifron, first try",
    "Magmadar",
    "Gehennas",
    "Garr: eight banishes, no death",
    "Baron Geddon",
    "Shazzrah",
    "Sulfuron Harbinger",
    "Golemagg the Incinerator",
    "Majordomo Executus",
    "Ragnaros before his sons",
];

/** Items of the game: id, name, colour. */
const ITEMS: readonly (readonly [id: number, name: string, color: string])[] = [
    [17182, "Sulfuras, Hand of Ragnaros", "ffff8000"],
    [18814, "Choker of the Fire Lord", "ffa335ee"],
    [17063, "Band of Accuria", "ffa335ee"],
    [18816, "Perdition's Blade", "ffa335ee"],
    [17076, "Bonereaver's Edge", "ffa335ee"],
    [18646, "The Eye of Divinity", "ffa335ee"],
    [18703, "Ancient Petrified Leaf", "ffa335ee"],
    [17103, "Azuresong Mageblade", "ffa335ee"],
    [17069, "Striker's Mark", "ffa335ee"],
    [18822, "Obsidian Edged Blade", "ffa335ee"],
];

const itemString = (id: number): string => `item:${id}::::::::60:::::`;
const itemLink = (id: number, name: string, color: string): string => `|c${color}|H${itemString(id)}|h[${name}]|h|r`;
const shortName = ({ name }: Player): string => name.split("-", 1)[0];

/** What the two addons hold in the end, in the order of their logs. */
export interface Season {
    readonly dkp: readonly StoredEvent[];
    readonly council: readonly StoredEvent[];
}

class Playing {
    readonly dkp = new Log();
    readonly council = new Log();
    private readonly random = new Random(SEED);

    /** What is taken over from the list that the guild had before. */
    takeOver(): void {
        for (const [index, player] of PLAYERS.entries())
            this.dkp.imported(
                OFFICERS[0],
                START - DAY + index,
                player,
                this.random.integer(20, 120),
                `old ${index + 1}`,
            );
    }

    /** Who came, what died, what dropped. */
    evening(start: number): void {
        const { random, dkp } = this;
        const here = PLAYERS.filter((player) => OFFICERS.includes(player) || random.integer(1, 100) <= 82);
        const [leader, second] = [random.pick(OFFICERS), random.pick(OFFICERS)];
        dkp.award(leader, start, here, 10, "on time");
        let time = start;
        for (const boss of BOSSES.slice(0, random.integer(6, BOSSES.length))) {
            time += random.integer(12, 22) * MINUTE;
            this.kill(time, boss, here, random.pick([leader, second]), second);
            this.drop(time + 4 * MINUTE, here, leader);
        }
        // Two officers at once.
        dkp.award(OFFICERS[0], time + 30 * MINUTE, here, 5, "stayed to the end");
        dkp.award(OFFICERS[1], time + 30 * MINUTE, here.slice(0, 12), 3, "helped with the bank, <thanks> & see you!");
    }

    private kill(time: number, boss: string, here: readonly Player[], by: Player, second: Player): void {
        const { random, dkp } = this;
        const award = dkp.award(by, time, here, random.integer(5, 15), boss);
        if (random.integer(1, 9) > 1) return;
        // Too many, taken back, and given again by somebody else.
        dkp.revoke(second, time + 2 * MINUTE, award);
        dkp.award(second, time + 3 * MINUTE, here, random.integer(5, 15), `${boss} (corrected)`);
    }

    private drop(time: number, here: readonly Player[], leader: Player): void {
        const { random, dkp, council } = this;
        const [id, name, color] = random.pick(ITEMS);
        const session = council.open(leader, time, itemString(id));
        const voters = here.filter(() => random.integer(1, 4) === 1);
        for (const [index, voter] of voters.entries())
            council.vote(voter, time + 5 + index, session, random.pick(["need", "greed", "pass"]));
        const winner = random.pick(voters.length > 0 ? voters : here);
        council.close(leader, time + MINUTE, session, shortName(winner));
        dkp.award(leader, time + MINUTE, [winner], -random.integer(30, 90), itemLink(id, name, color));
    }

    week(start: number): void {
        for (const day of EVENINGS) this.evening(start + day * DAY);
        this.dkp.decay(OFFICERS[0], start + DECAY_DAY * DAY - 6 * HOUR, 10, "of the week");
    }
}

/** Plays it. */
export function playSeason(): Season {
    const playing = new Playing();
    playing.takeOver();
    for (let week = 0; week < WEEKS; week++) playing.week(START + 7 * week * DAY);
    const { dkp, council } = playing;
    return { dkp: dkp.events.toSorted(compareKeys), council: council.events.toSorted(compareKeys) };
}
