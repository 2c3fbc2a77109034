import { type ApiContext } from "../client/host";
import { explainMissing } from "../client/missing";
import { type LuaFunction, define, pack } from "../lua/types";

/**
 * The error handler and calls that end in it. Errors are always recorded by the realm; a handler that an addon sets is
 * called besides.
 */
export function installErrors({ host, session }: ApiContext): void {
    const record: LuaFunction = (message: unknown) => {
        host.reportError(explainMissing(tostring(message)), debug.traceback("", 2));
    };
    let handler = record;
    const securecallfunction = (callback: LuaFunction, ...args: unknown[]): LuaMultiReturn<unknown[]> => {
        const count = select("#", ...args);
        const onError = (message: unknown): void => {
            record(message);
            if (handler !== record) pcall(handler, message);
        };
        const results = pack(...xpcall(() => callback(...unpack(args, 1, count)), onError));
        if (results.values[0] !== true) return $multi();
        return $multi(...unpack(results.values as unknown[], 2, results.count));
    };
    define(session.environment, {
        geterrorhandler: () => handler,
        seterrorhandler: (replacement: LuaFunction) => {
            handler = replacement;
        },
        securecallfunction,
        securecall: (callback: LuaFunction | string, ...args: unknown[]): LuaMultiReturn<unknown[]> =>
            securecallfunction(
                type(callback) === "string" ? session.environment.get(callback) : (callback as LuaFunction),
                ...args,
            ),
        debugstack: (level?: number) => debug.traceback("", (level ?? 1) + 1),
    });
}
