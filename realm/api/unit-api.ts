import { type ApiContext, type Host } from "../client/host";
import { createSecret } from "../lua/secret";
import { define } from "../lua/types";
import { isPlayer, type Member } from "../world/member";
import { CLASS_FILE, CLASS_ID, CLASS_NAME, RACE_NAME, SEX } from "./looks";
import { resolveUnit } from "./units";

/** "Name-Realm" as chat shows it. */
function ambiguate(host: Host, fullName: string, context: string): string {
    const [name, realmName] = string.match(fullName, "^(.-)%-(.+)$");
    if (name === undefined || context === "mail") return fullName;
    return context === "short" || realmName === host.normalizedRealm ? name : fullName;
}

/** UnitName: the realm comes only with a character of another one; where there are surnames, they stand in its place. */
function unitName({ channel, host }: ApiContext, unit: unknown): LuaMultiReturn<[unknown?, unknown?]> {
    const member = resolveUnit(host, unit);
    if (member === undefined) return $multi();
    if (channel.faults.secretNames && member !== host) return $multi(createSecret(), createSecret());
    if (host.surnames === "joined") return $multi(member.name);
    if (host.surnames === "separate") {
        const [first, last] = string.match(member.name, "^(%S+) (%S+)$");
        return $multi(first, last);
    }
    return $multi(member.name, member.normalizedRealm === host.normalizedRealm ? undefined : member.normalizedRealm);
}

/** GetPlayerInfoByGUID of those whom the client has seen, in the guild or the group; the realm is "" where it is the own. */
function playerInfo(host: Host, guid: unknown): LuaMultiReturn<unknown[]> {
    const seen: readonly Member[] = [host, ...(host.guild?.members ?? []), ...(host.group?.members ?? [])];
    const member = seen.find((other) => other.guid === guid);
    if (member === undefined) return $multi();
    const realmName = member.normalizedRealm === host.normalizedRealm ? "" : member.normalizedRealm;
    return $multi(CLASS_NAME, CLASS_FILE, RACE_NAME, RACE_NAME, SEX, member.name, realmName);
}

/** Units, names and the realm. */
export function installUnits(context: ApiContext): void {
    const { host, session } = context;
    const hasRealms = host.surnames === undefined;
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
        UnitName: (unit: unknown) => unitName(context, unit),
        UnitClass: (unit: unknown): LuaMultiReturn<[string?, string?, number?]> => {
            if (resolveUnit(host, unit) === undefined) return $multi();
            return $multi(CLASS_NAME, CLASS_FILE, CLASS_ID);
        },
        GetPlayerInfoByGUID: (guid: unknown) => playerInfo(host, guid),
        UnitFullName: (unit: unknown): LuaMultiReturn<[unknown?, unknown?]> => {
            if (!hasRealms) return unitName(context, unit);
            const member = resolveUnit(host, unit);
            return $multi(member?.name, member?.normalizedRealm);
        },
        GetRealmName: () => (hasRealms ? host.realmName : undefined),
        GetNormalizedRealmName: () => (hasRealms ? host.normalizedRealm : undefined),
        Ambiguate: (fullName: string, context: string) => ambiguate(host, fullName, context),
        InCombatLockdown: () => host.isInCombat,
        IsInInstance: (): LuaMultiReturn<[boolean, string]> =>
            $multi(host.inInstance, host.inInstance ? "raid" : "none"),
    });
}
