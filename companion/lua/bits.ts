/** The game's `bit` in Lua: whole numbers of 32 bits, without a sign. It must be imported before what takes its functions. */

const floor = math.floor;

const U32 = 4294967296;
const NIBBLE = 16;
const NIBBLES = 8;

type Combine = (this: void, ...values: number[]) => number;

/** By first nibble times 16 and second nibble. */
type NibbleTable = LuaTable<number, number>;

const word = (value: number): number => floor(value) % U32;

function tableOf(bit: (this: void, one: number, other: number) => number): NibbleTable {
    const nibbles = new LuaTable<number, number>();
    for (const one of $range(0, NIBBLE - 1)) {
        for (const other of $range(0, NIBBLE - 1)) {
            let sum = 0;
            for (const place of $range(0, 3)) {
                const weight = 2 ** place;
                sum += weight * bit(floor(one / weight) % 2, floor(other / weight) % 2);
            }
            nibbles.set(one * NIBBLE + other, sum);
        }
    }
    return nibbles;
}

function combine(nibbles: NibbleTable, one: number, other: number): number {
    let [left, right, sum, weight] = [one, other, 0, 1];
    for (const _ of $range(1, NIBBLES)) {
        const [low, high] = [left % NIBBLE, right % NIBBLE];
        sum += weight * nibbles.get(low * NIBBLE + high);
        left = (left - low) / NIBBLE;
        right = (right - high) / NIBBLE;
        weight *= NIBBLE;
    }
    return sum;
}

function combiner(bit: (this: void, one: number, other: number) => number): Combine {
    const nibbles = tableOf(bit);
    return (...values) => {
        let result = word(values[0]);
        for (const index of $range(1, values.length - 1)) {
            result = combine(nibbles, result, word(values[index]));
        }
        return result;
    };
}

const shiftLeft = (value: number, by: number): number => (by > 31 ? 0 : (word(value) * 2 ** by) % U32);
const shiftRight = (value: number, by: number): number => (by > 31 ? 0 : floor(word(value) / 2 ** by));

/** The same with the highest bit coming in from the left. */
function shiftArithmetically(this: void, value: number, by: number): number {
    const whole = word(value);
    const signed = whole >= U32 / 2 ? whole - U32 : whole;
    return floor(signed / 2 ** math.min(by, 31)) % U32;
}

/** The functions, as the game has them. */
export const BITS = {
    band: combiner((one, other) => one * other),
    bor: combiner((one, other) => math.max(one, other)),
    bxor: combiner((one, other) => (one + other) % 2),
    bnot: (value: number): number => U32 - 1 - word(value),
    lshift: shiftLeft,
    rshift: shiftRight,
    arshift: shiftArithmetically,
    mod: (value: number, by: number): number => math.fmod(value, by),
};

(_G as unknown as Record<string, unknown>)["bit"] = BITS;
