/** The demo from its first login to its result. */

import { Random } from "../../realm/random";
import { type Evening } from "../../scenarios/workload/evening";
import { recordedEvenings } from "../../scenarios/workload/history";
import { generateRaids } from "../../scenarios/workload/raids";
import { compare, formatDigest } from "./compare";
import { EveningPlayer, LEAD } from "./evening";
import { createGuild, type DemoGuild } from "./guild";
import { type DemoJob } from "./job";
import { becomeEqual, type Quiet, QUIET_LIMIT, QUIET_PHASE } from "./quiet";
import { planSamples, Recorder } from "./recorder";
import { type ClientResult, type Emit, type PhasePlan, type ResultRecord } from "./records";
import { findRows, readEvents } from "./rows";

/** Seconds before the first login at which the realm begins. */
const PROLOGUE = 60;
/** About so many lines of progress for a phase. */
const PROGRESS_LINES = 100;

const clock = os.clock;

/** The phases in order, with the number of their events. */
function planPhases(evenings: readonly Evening[]): PhasePlan[] {
    const plans: PhasePlan[] = [];
    for (const { deeds, phase } of evenings) {
        const last = plans[plans.length - 1] as PhasePlan | undefined;
        if (last?.name === phase) plans[plans.length - 1] = { name: phase, total: last.total + deeds.length };
        else plans.push({ name: phase, total: deeds.length });
    }
    return plans;
}

/** Plays the evenings of one phase. */
function playPhase(guild: DemoGuild, plan: PhasePlan, evenings: readonly Evening[], startTime: number): void {
    guild.beginPhase(plan.name);
    const step = math.ceil(plan.total / PROGRESS_LINES);
    let done = 0;
    const onWritten = (): void => {
        done++;
        if (done % step === 0) guild.tell(plan.name, done);
    };
    for (const evening of evenings) {
        if (evening.phase === plan.name) new EveningPlayer(guild, evening, startTime, onWritten).play();
    }
    guild.tell(plan.name, done);
    guild.endPhase(plan.name);
}

function clientResults(guild: DemoGuild, { holdings }: Quiet): ClientResult[] {
    const traffic = guild.realm.getTraffic();
    return guild.members.map((member) => {
        const held = holdings[member.index];
        const { weeks, weeksEqual } = compare(holdings[0], held);
        let messages = 0;
        let bytes = 0;
        for (const row of traffic) {
            if (row.client === member.client.fullName) {
                messages += row.sent;
                bytes += row.sentBytes;
            }
        }
        return {
            name: member.client.name,
            isOfficer: member.isOfficer,
            events: held.events,
            weeks,
            weeksEqual,
            digest: formatDigest(held.state),
            messages,
            bytes,
            longestMs: member.longest.ms,
            longestWhat: member.longest.what,
        };
    });
}

/** Plays a job to its end. It gives up `quietLimit` seconds of game time after the last evening. */
export function playDemo(job: DemoJob, emit: Emit, quietLimit = QUIET_LIMIT): ResultRecord {
    const started = clock();
    const random = new Random(job.seed);
    const history = job.rows === undefined ? undefined : recordedEvenings(random, job.rows, job);
    const workload = history ?? generateRaids(random, job);
    const { evenings } = workload;
    const startTime = math.floor(evenings[0].deeds[0].time) - LEAD - PROLOGUE;
    const guild = createGuild(job, startTime, emit);
    if (job.isSampled === true) guild.recorder = new Recorder(guild, planSamples(evenings));
    const plans = planPhases(evenings);
    emit({
        type: "start",
        seed: job.seed,
        loss: job.loss,
        startTime,
        clients: guild.members.map(({ client, isOfficer }) => ({ name: client.name, isOfficer })),
        phases: plans.concat({ name: QUIET_PHASE, total: 0 }),
    });
    for (const plan of plans) playPhase(guild, plan, evenings, startTime);
    guild.beginPhase(QUIET_PHASE);
    const quiet = becomeEqual(guild, 0, quietLimit);
    guild.endPhase(QUIET_PHASE);
    guild.recorder?.tellCallbacks();
    const rows = history === undefined ? undefined : findRows(history, readEvents(guild.members[0]));
    const clients = clientResults(guild, quiet);
    if (job.savedFolder !== undefined) for (const member of guild.members) member.logout();
    return {
        type: "result",
        seed: job.seed,
        clients,
        written: guild.written,
        refused: guild.refused,
        planned: workload.deeds,
        rowsFound: rows?.found,
        atRecordedTime: rows?.atRecordedTime,
        errors: guild.realm.errors.length,
        isEqual: quiet.isEqual,
        quietSeconds: quiet.seconds,
        gameSeconds: guild.realm.getTime(),
        cpuSeconds: clock() - started,
    };
}
