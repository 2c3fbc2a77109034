/** Makes a sealed state of another version of the addon one of this. */

import type { SealContext } from "./context";

/** Said where an addon has no `upgradeState`. */
export const NO_UPGRADE = "it was made by another version of the addon, which cannot upgrade it";

/**
 * What the addon's `upgradeState` makes of a state, which is the caller's own and may be changed.
 * @returns the state; nil, and why in words, where there is none. What goes wrong in it is reported.
 */
export function upgrade(
    { upgradeState, guard }: Pick<SealContext, "upgradeState" | "guard">,
    state: object,
    fromVersion: number,
): LuaMultiReturn<[state: object, problem?: undefined] | [state: undefined, problem: string]> {
    if (upgradeState === undefined) {
        return $multi(undefined, NO_UPGRADE);
    }
    const [isMade, made] = pcall(upgradeState, state as Record<string, unknown>, fromVersion);
    if (isMade && type(made) === "table") {
        return $multi(made as object);
    }
    const problem = isMade ? "upgradeState() gave no table" : `upgradeState() raised: ${tostring(made)}`;
    guard.report(`LibEventLedger: ${problem}`);
    return $multi(undefined, problem);
}
