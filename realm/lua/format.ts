const INT32_MIN = -2147483648;
const INT32_MAX = 2147483647;

/** The conversions that the game stores in an int32 on its way to C. */
const INTEGER_CONVERSIONS = "[dixXuoc]";

/**
 * The game's `string.format`: raises when an integer conversion gets a number outside int32 (NaN and infinity included),
 * which stock Lua accepts. `%x` and `%u` raise on some clients only; here always.
 */
export function format(this: void, pattern: string, ...args: unknown[]): string {
    let position = 0;
    for (const [, conversion] of string.gmatch(pattern, "%%([-+ #0]*%d*%.?%d*)(.)")) {
        if (conversion === "%") continue;
        position++;
        const [start] = string.find(conversion, INTEGER_CONVERSIONS);
        if (start === undefined) continue;
        const value = tonumber(select(position, ...args)[0] as string);
        if (value !== undefined && !(value >= INT32_MIN && value <= INT32_MAX)) {
            error(
                `bad argument #${position + 1} to 'format' (integer overflow attempting to store ${tostring(value)})`,
                2,
            );
        }
    }
    return string.format(pattern, ...args);
}
