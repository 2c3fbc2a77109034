import { type Random } from "../random";
import { type Environment, define } from "./types";

const floor = math.floor;

/** `math.random` of one client: the realm's generator behind the signature of the stock function. */
function createRandomFunction(random: Random): (this: void, low?: number, high?: number) => number {
    return (low, high) => {
        if (low === undefined) return random.next();
        const first = high === undefined ? 1 : floor(low);
        const last = floor(high ?? low);
        if (first > last) error("bad argument to 'random' (interval is empty)", 2);
        return random.integer(first, last);
    };
}

/** Puts the client's own generator into its `math`, and the game's global aliases beside it. */
export function installMathematics(environment: Environment, library: Environment, random: Random): void {
    library.delete("randomseed");
    library.set("random", createRandomFunction(random));
    const names = ["abs", "ceil", "exp", "floor", "frexp", "ldexp", "log", "log10", "max", "min", "random", "sqrt"];
    for (const name of names) environment.set(name, library.get(name));
    // The global trigonometric functions take and give degrees; those in `math` radians.
    define(environment, {
        PI: math.pi,
        mod: math.fmod,
        sin: (degrees: number): number => math.sin(math.rad(degrees)),
        cos: (degrees: number): number => math.cos(math.rad(degrees)),
        tan: (degrees: number): number => math.tan(math.rad(degrees)),
        asin: (x: number): number => math.deg(math.asin(x)),
        acos: (x: number): number => math.deg(math.acos(x)),
        atan: (x: number): number => math.deg(math.atan(x)),
        atan2: (y: number, x: number): number => math.deg(math.atan2(y, x)),
        deg: math.deg,
        rad: math.rad,
    });
}
