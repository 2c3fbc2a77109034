import { type ApiContext } from "../client/host";
import { createTimers } from "../client/timers";
import { type CalendarTime, formatDate, toUnixTime } from "../lua/calendar";
import { define } from "../lua/types";

/**
 * Clocks and timers. All run on the realm's virtual time, which stands still within a callback, but those that measure
 * code: GetTimePreciseSec and debugprofilestop.
 */
export function installTime({ clock, host, session }: ApiContext): void {
    let profileStart = 0;
    define(session.environment, {
        C_Timer: createTimers(clock, session.guard, session) as object,
        GetServerTime: () => host.getServerTime(),
        GetTime: () => clock.now,
        GetTimePreciseSec: () => host.getProfileTime() / 1000,
        GetFramerate: () => clock.rate,
        debugprofilestart: () => {
            profileStart = host.getProfileTime();
        },
        debugprofilestop: () => host.getProfileTime() - profileStart,
        time: (fields?: CalendarTime): number => (fields === undefined ? host.getLocalTime() : toUnixTime(fields)),
        date: (pattern?: string, seconds?: number): unknown =>
            formatDate(pattern ?? "%c", seconds ?? host.getLocalTime()),
    });
}
