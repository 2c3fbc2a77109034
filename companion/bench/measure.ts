/** Times of parts of a measurement. */

/** What a part took, in milliseconds. */
export interface Lap {
    readonly wall: number;
    readonly cpu: number;
}

/** Does a piece of work, and says how long it took. */
export async function lap(what: string, work: () => unknown): Promise<Lap> {
    const [begun, cpuBefore] = [performance.now(), process.cpuUsage()];
    await work();
    const wall = performance.now() - begun;
    const { user, system } = process.cpuUsage(cpuBefore);
    const cpu = (user + system) / 1000;
    console.log(`${what}: ${wall.toFixed(0)} ms, ${cpu.toFixed(0)} ms of CPU`);
    return { wall, cpu };
}

/** Says how many times as long as another one a part took. */
export function compare(what: string, one: Lap, other: Lap): void {
    const [wall, cpu] = [one.wall / other.wall, one.cpu / other.cpu];
    console.log(`${what}: ${wall.toFixed(2)} x the time, ${cpu.toFixed(2)} x the CPU`);
}
