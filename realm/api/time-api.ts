import { type ApiContext } from "../client/host";
import { createTimers } from "../client/timers";
import { type CalendarTime, formatDate, toUnixTime } from "../lua/calendar";
import { define } from "../lua/types";

/** Clocks and timers. All but debugprofilestop run on the realm's virtual time, which stands still within a callback. */
export function installTime({ clock, host, session }: ApiContext): void {
    define(session.environment, {
        C_Timer: createTimers(clock, session.guard, session) as object,
        GetServerTime: () => host.getServerTime(),
        GetTime: () => clock.now,
        GetTimePreciseSec: () => clock.now,
        GetFramerate: () => clock.rate,
        debugprofilestop: () => host.getProfileTime(),
        time: (fields?: CalendarTime): number => (fields === undefined ? host.getLocalTime() : toUnixTime(fields)),
        date: (pattern?: string, seconds?: number): unknown =>
            formatDate(pattern ?? "%c", seconds ?? host.getLocalTime()),
    });
}
