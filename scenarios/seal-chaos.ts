/**
 * A guild that seals, in which everything happens that happens to guilds: clients with the whole history, pruned ones, ones that never
 * ask for it and ones of the first release, over months, with loss, partitions, crashes, old backups, new members, and officers
 * who were away.
 */

import { WEEK_SECONDS } from "../src/event/key";
import type { Log } from "../src/log/log";
import { rowsBetween, WEEK_END } from "../src/sync/week-summary";
import type { AddonOptions, Client } from "../realm/realm";
import { conclude, type Outcome, type Scenario, SETTLING } from "./outcome";
import { dump, EVERYBODY, MASTER, MEMBER, NOTES, OFFICER, OFFICERS, PolicyGuild } from "./policy-guild";
import { look } from "./seals";

/** As VOTES, in the words of the first release. */
const MEMBERS_VOTE = `(function()
    local isOfficer = library.policies.guildRank(${OFFICER})
    return function(event, sender, direction, isCreator)
        if event and event.type == "vote" and isCreator then return true end
        return isOfficer(event, sender)
    end
end)()`;

const POLICIES = [OFFICERS, MEMBERS_VOTE, EVERYBODY];

/** Evenings on which the guild plays, and things that happen on each. */
const EVENINGS = 9;
const STEPS = 14;

/** Weeks that pass between two evenings, at most. */
const WEEKS_BETWEEN = 3;

/** Events that were imported before. A newcomer takes their state instead of them. */
const IMPORTED = 620;

/** Members that may join on the way. */
const JOINERS = 2;

/** Seconds of peace after which all must be equal, those until copies that know no seals have told each other all, and those in which the guild must be quiet then. */
const PEACE = 3600;
const REST = 1800;
const QUIET = 600;

/** Options of ledgers that keep the whole history, that never ask for it, and that prune. */
const FULL = "";
const LIGHT = 'history = "sealed", keepWeeks = 1,';
const PRUNED = "keepWeeks = 2,";

/** The first release, as an addon of its own. */
function firstRelease(): AddonOptions {
    const [file] = io.open("spec/fixtures/releases/LibEventLedger-0.1.0.lua", "rb");
    const source = file!.read("*a") as string;
    file!.close();
    return { name: "Older", source };
}

/** What a client holds, as all others that know seals have to: the rows of all weeks, and the state. */
function holds(client: Client): string {
    const log = client.evaluate("Notes.session and Notes.session.sync and Notes.session.log") as Log | undefined;
    if (log === undefined) {
        return `${client.name} is opening`;
    }
    log.hash(() => {});
    const lines = rowsBetween(log, 0, WEEK_END).map(({ weekNumber, count, hash, fingerprint }) =>
        string.format("%d: %d %08x %08x", weekNumber, count, hash, fingerprint),
    );
    const { sum, count, week } = look(client);
    return `${lines.join("\n")}\nsum ${sum}, count ${count}, seal ${week}`;
}

/** Sentences with which a client says that it does not hold what others do. */
const ADMISSIONS = ["Not in step", "Behind by", "Comparing", "A seal of all weeks before", "Of the sealed weeks"];

/** Whether a client may not speak, and says that others hold something else. */
function isExcused(client: Client): boolean {
    const words = client.evaluate('table.concat(Notes:explain(), "\\n")') as string;
    return client.rank > OFFICER && (words.includes("Not in step") || words.includes("Comparing"));
}

/** The seals that a client knows, as text. */
const SEALS = `(function()
    local lines = {}
    for _, seal in ipairs(Notes.session.seals.keeper.known.list) do
        lines[#lines + 1] = string.format("seal of %d at %.0f by %.0f: %d events, digest %02x%02x, %d listed, %d late, before it %s",
            seal.week, seal.time, math.floor(seal.id / 256), seal.count, seal.digest:byte(1), seal.digest:byte(2),
            #seal.revocations, #seal.late, table.concat(seal.boundaries, " "))
    end
    for _, one in ipairs(Notes.session.revocations.list) do
        local target = one.target
        lines[#lines + 1] = string.format("seal of-rev %.2f by %.0f: names %.2f %s%s, counted %s %s", one.time / 604800, one.id / 256, target.time / 604800,
            tostring(target.importId), target.undoBody and " undo" or "", tostring(one.isCounted), tostring(one.isCountedForSealed))
    end
    return table.concat(lines, string.char(10))
end)()`;

class SealChaos extends PolicyGuild {
    /** Those that know seals. */
    readonly knowing: Client[] = [];
    /** Those that have the whole history, or are to get it. */
    readonly full: Client[] = [];
    private readonly backups: LuaMap<Client, string> = new LuaMap();
    private readonly away: LuaMap<Client, number> = new LuaMap();
    private readonly more: string;
    private number = 0;
    private joined = 0;
    private evenings = 0;

    constructor(seed: number) {
        super(seed, POLICIES[seed % POLICIES.length], {
            startTime: 2820 * WEEK_SECONDS + 3600,
            loss: 0.02,
            duplication: 0.02,
            reordering: 0.02,
            latencyJitter: 0.2,
            guildEcho: seed % 4 !== 0,
        });
        this.more = seed % 2 === 0 ? "" : "seal = library.policies.guildRank(1),";
        this.join(MASTER, "Master", FULL);
        this.join(OFFICER, "Officer", FULL);
        this.join(OFFICER, "Keeper", PRUNED);
        this.join(MEMBER, "Member", FULL);
        this.join(MEMBER, "Lighter", LIGHT);
        this.join(MEMBER, "Pruner", PRUNED);
        const old = firstRelease();
        this.add(1, seed % 4 < 2 ? OFFICER : MEMBER, "Older", "", old);
        this.add(1, MEMBER, "Ancient", "", old);
    }

    private join(rank: number, name: string, options: string): Client {
        const [client] = this.add(1, rank, name, options + this.more);
        this.knowing[this.knowing.length] = client;
        if (options === FULL) this.full[this.full.length] = client;
        return client;
    }

    /** Imports what was before. */
    begin(): void {
        for (const client of this.clients) client.login();
        this.realm.advance(SETTLING);
        this.clients[0].run(
            `local count, now, own = ...
            local entries = {}
            for index = 1, count do
                entries[index] = { time = now - 8 * 604800 + index * 7000, creator = own, type = "award",
                    values = { number = index, reason = "old" }, id = index }
            end
            Notes:importEvents(entries, function() end)`,
            IMPORTED,
            this.realm.getServerTime(),
            this.clients[1].guid,
        );
        this.realm.advance(SETTLING);
    }

    /** Some play, and something happens; then weeks pass. */
    evening(): void {
        const { random, realm } = this;
        this.evenings++;
        for (const client of this.clients) {
            const isAway = (this.away.get(client) ?? 0) > this.evenings;
            if (!client.isOnline && !isAway && random.integer(1, 100) <= 80) client.login();
        }
        realm.advance(random.integer(10, 60));
        for (const _ of $range(1, STEPS)) this.step();
        realm.heal();
        if (random.integer(1, 3) > 1) realm.advance(SETTLING);
        for (const client of this.clients) {
            if (client.isOnline && random.integer(1, 10) === 1) client.crash();
            else if (client.isOnline) client.logout();
        }
        const weeks = random.integer(1, WEEKS_BETWEEN);
        realm.advance(weeks * WEEK_SECONDS - (realm.getServerTime() % WEEK_SECONDS) + 7200);
    }

    private step(): void {
        const { random, realm } = this;
        const client = random.pick(this.clients);
        const drawn = random.integer(1, 100);
        if (drawn <= 34) this.write(client);
        else if (drawn <= 44) this.revoke(client);
        else if (drawn <= 54) this.seal();
        else if (drawn <= 58) this.prune(random.pick(this.knowing));
        else if (drawn <= 66) this.resubmit();
        else if (drawn <= 70) this.leaveOrReturn(client);
        else if (drawn <= 75) this.reload(client);
        else if (drawn <= 79) this.part();
        else if (drawn <= 83) realm.heal();
        else if (drawn <= 87) realm.setLoss(random.pick([0, 0.05, 0.2]));
        else if (drawn <= 91) this.restore(client);
        else if (drawn <= 93) this.newMember();
        else if (drawn <= 95) this.import(client);
        else this.goAway(random.pick(this.clients.slice(1, 3)));
        realm.advance(random.integer(1, 30));
    }

    private write(client: Client): void {
        if (!client.isOnline) return;
        this.number++;
        const type = this.random.pick(["award", "award", "vote"]);
        client.run(
            'local type, number = ... Notes:submit(type, { number = number, reason = "r" })',
            type,
            1000 + this.number,
        );
    }

    /** Takes any event back, sealed or not; also a revocation. */
    private revoke(client: Client): void {
        if (!client.isOnline) return;
        client.run(
            `local drawn = ...
            local all = {}
            for event in Notes:events() do all[#all + 1] = event end
            if #all > 0 then Notes:revoke(all[1 + drawn % #all]) end`,
            this.random.integer(0, 100000),
        );
    }

    /** One of those who may seals, or two at once; and one of them may crash over it. */
    private seal(): void {
        const { random, realm, knowing } = this;
        const count = random.integer(1, 2);
        for (const client of knowing.slice(0, 3).filter(({ isOnline }) => isOnline)) {
            if (count === 2 || random.integer(1, 2) === 1) {
                client.run("Notes:seal({ force = ... }, function() end)", random.integer(1, 2) === 1);
            }
        }
        if (random.integer(1, 5) === 1) {
            realm.advance(random.integer(0, 20) / 100);
            if (knowing[0].isOnline) knowing[0].crash();
        }
    }

    private prune(client: Client): void {
        const { random, realm } = this;
        if (!client.isOnline || this.full.includes(client)) return;
        client.run("Notes:prune(...)", random.integer(1, 4));
        if (random.integer(1, 3) === 1) {
            realm.advance(random.integer(0, 20) / 100);
            client.crash();
        }
    }

    private resubmit(): void {
        for (const client of this.knowing) {
            if (client.isOnline) {
                client.run("for _, orphan in ipairs(Notes:orphans()) do Notes:resubmit(orphan) end");
            }
        }
    }

    private leaveOrReturn(client: Client): void {
        if (!client.isOnline) client.login();
        else if (this.random.integer(1, 2) === 1) client.crash();
        else client.logout();
    }

    private reload(client: Client): void {
        if (client.isOnline) client.reload();
        const text = client.getSavedText(NOTES);
        if (text !== undefined && this.random.integer(1, 3) > 1) this.backups.set(client, text);
    }

    private part(): void {
        const { realm, random, clients } = this;
        const left = clients.filter(() => random.integer(0, 1) === 0);
        realm.partition([left, clients.filter((client) => !left.includes(client))]);
    }

    /** Puts an old copy of the saved file back. */
    private restore(client: Client): void {
        const text = this.backups.get(client);
        if (text === undefined) return;
        if (client.isOnline) client.logout();
        client.setSavedText(NOTES, text);
        client.login();
    }

    private newMember(): void {
        if (this.joined === JOINERS) return;
        this.joined++;
        this.join(MEMBER, `New${this.joined}`, this.joined % 2 === 0 ? LIGHT : FULL).login();
    }

    /** Imports a few events of the last weeks, with ids that others import as well. */
    private import(client: Client): void {
        if (!client.isOnline) return;
        client.run(
            `local first, now, own = ...
            local entries = {}
            for index = 1, 20 do
                entries[index] = { time = first + index * 100000, creator = own, type = "vote",
                    values = { number = index, reason = "import" }, id = "vote " .. index }
            end
            Notes:importEvents(entries, function() end)`,
            2820 * WEEK_SECONDS,
            this.realm.getServerTime(),
            this.clients[1].guid,
        );
    }

    /** An officer whom nobody hears writes, and is away for some evenings. */
    private goAway(officer: Client): void {
        if (!officer.isOnline) return;
        const { realm, clients, random } = this;
        realm.partition([[officer], clients.filter((client) => client !== officer)]);
        this.write(officer);
        this.write(officer);
        realm.advance(2);
        officer.logout();
        realm.heal();
        this.away.set(officer, this.evenings + random.integer(1, 4));
    }

    /** Ends all disturbances, and lets everybody log in. */
    pacify(): void {
        this.realm.heal();
        this.realm.setLoss(0);
        for (const client of this.clients) if (!client.isOnline) client.login();
    }

    /** Whoever is told that a seal leaves out much, or that nobody will tell what lacks of it, accepts it. */
    accept(): void {
        for (const client of this.knowing) {
            client.run(`local seals = Notes:status().seals
            local joining, mismatch = seals.joining, seals.mismatch
            if joining and joining.isStalled then Notes:acceptSeal(joining.event) end
            if mismatch and mismatch.reason == "surplus" then Notes:acceptSeal(mismatch.event) end`);
        }
    }

    /** Whether all that know seals hold the same, but for members who say that they hold what they may not pass on. */
    areEqual(): boolean {
        const text = holds(this.knowing[0]);
        return this.knowing.every((client) => holds(client) === text || isExcused(client));
    }

    /** Whether those with the whole history have the same events in it. */
    haveSameEvents(): boolean {
        const whole = this.full.filter((client) => look(client).absentWeeks === 0 && !isExcused(client));
        const [first] = whole as (Client | undefined)[];
        return whole.every((client) => dump(client) === dump(first!));
    }

    /** Fails when one that knows seals holds something else than a speaker that does, and does not say so. */
    override checkWords(): void {
        const texts = this.knowing.map((client) => holds(client));
        for (const [index, client] of ipairs(this.knowing)) {
            const words = client.evaluate('table.concat(Notes:explain(), "\\n")') as string;
            const isOther = texts[0] !== texts[index - 1];
            if (isOther && !ADMISSIONS.some((phrase) => words.includes(phrase))) {
                error(`${client.name} says "${words}", and ${this.knowing[0].name} holds something else`, 0);
            }
        }
    }

    /** All that those who know seals hold, and say. */
    describe(): string {
        return this.knowing
            .map((client) => {
                const words = client.evaluate('table.concat(Notes:explain(), "\\n")') as string;
                const seals = client.evaluate(SEALS) as string;
                return `--- ${client.name} ${client.guid}\n${holds(client)}\n${words}\n${seals}`;
            })
            .join("\n");
    }
}

/** Messages and bytes: those of ten minutes at the end. Equal: rows, states and seals of all that know seals. */
export function playSealChaos(seed: number): Outcome {
    const guild = new SealChaos(seed);
    guild.begin();
    for (const _ of $range(1, EVENINGS)) guild.evening();
    guild.pacify();
    const start = guild.realm.getTime();
    const becomesEqual = (): boolean => guild.realm.advanceUntil(() => guild.areEqual(), PEACE, 5);
    let isEqual = becomesEqual();
    if (!isEqual) {
        guild.checkWords();
        guild.accept();
        isEqual = becomesEqual();
    }
    const seconds = guild.realm.getTime() - start;
    guild.check();
    guild.realm.advance(SETTLING);
    if (!isEqual) print(`seed ${seed}\n${guild.describe()}`);
    guild.checkWords();
    guild.realm.advance(REST);
    guild.reset();
    guild.realm.advance(QUIET);
    const { messages, bytes } = guild;
    return conclude(guild, { messages, bytes, seconds, isEqual: isEqual && guild.haveSameEvents() });
}

/** All scenarios of this file, by name. */
export const sealChaos: Record<string, Scenario> = { "seal-chaos": playSealChaos };
