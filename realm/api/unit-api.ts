import { type ApiContext, type Host } from "../client/host";
import { define } from "../lua/types";
import { isPlayer } from "../world/member";
import { resolveUnit } from "./units";

/** "Name-Realm" as chat shows it. */
function ambiguate(host: Host, fullName: string, context: string): string {
    const [name, realmName] = string.match(fullName, "^(.-)%-(.+)$");
    if (name === undefined || context === "mail") return fullName;
    return context === "short" || realmName === host.normalizedRealm ? name : fullName;
}

/** Units, names and the realm. */
export function installUnits({ host, session }: ApiContext): void {
    define(session.environment, {
        UnitExists: (unit: unknown) => resolveUnit(host, unit) !== undefined,
        UnitIsPlayer: (unit: unknown) => {
            const member = resolveUnit(host, unit);
            return member !== undefined && isPlayer(member);
        },
        UnitGUID: (unit: unknown) => resolveUnit(host, unit)?.guid,
        UnitIsUnit: (a: unknown, b: unknown) => {
            const member = resolveUnit(host, a);
            return member !== undefined && member === resolveUnit(host, b);
        },
        UnitIsConnected: (unit: unknown) => resolveUnit(host, unit)?.isOnline === true,
        // The realm comes only with a character of another one.
        UnitName: (unit: unknown): LuaMultiReturn<[string?, string?]> => {
            const member = resolveUnit(host, unit);
            const isForeign = member !== undefined && member.normalizedRealm !== host.normalizedRealm;
            return $multi(member?.name, isForeign ? member.normalizedRealm : undefined);
        },
        UnitFullName: (unit: unknown): LuaMultiReturn<[string?, string?]> => {
            const member = resolveUnit(host, unit);
            return $multi(member?.name, member?.normalizedRealm);
        },
        GetRealmName: () => host.realmName,
        GetNormalizedRealmName: () => host.normalizedRealm,
        Ambiguate: (fullName: string, context: string) => ambiguate(host, fullName, context),
        InCombatLockdown: () => host.isInCombat,
        IsInInstance: (): LuaMultiReturn<[boolean, string]> =>
            $multi(host.inInstance, host.inInstance ? "raid" : "none"),
    });
}
