const floor = math.floor;

/** The fields of `time` and `date("*t")`. */
export interface CalendarTime {
    year: number;
    month: number;
    day: number;
    hour?: number;
    min?: number;
    sec?: number;
}

/**
 * Unix seconds of a calendar time in UTC. The machine's time zone must not decide what a simulation does, so `os.time`
 * is not used. Source of the day count: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
 */
export function toUnixTime(fields: CalendarTime): number {
    const months = fields.month - 3;
    const year = fields.year + floor(months / 12);
    const era = floor(year / 400);
    const yearOfEra = year - era * 400;
    const dayOfYear = floor((153 * (months % 12) + 2) / 5) + fields.day - 1;
    const dayOfEra = yearOfEra * 365 + floor(yearOfEra / 4) - floor(yearOfEra / 100) + dayOfYear;
    const days = era * 146097 + dayOfEra - 719468;
    return days * 86400 + (fields.hour ?? 12) * 3600 + (fields.min ?? 0) * 60 + (fields.sec ?? 0);
}

/** `os.date` in UTC, whatever the machine's time zone. */
export function formatDate(pattern: string, seconds: number): unknown {
    const utc = string.sub(pattern, 1, 1) === "!" ? pattern : `!${pattern}`;
    return os.date(utc, floor(seconds));
}
