import { type ApiContext, type Host } from "../client/host";
import { define } from "../lua/types";
import { placeOf, subgroupOf } from "../world/group";
import { type Member } from "../world/member";
import { CLASS_FILE, CLASS_NAME, LEVEL } from "./looks";
import { resolveUnit } from "./units";

/** LE_PARTY_CATEGORY_HOME and LE_PARTY_CATEGORY_INSTANCE. */
const HOME = 1;
const INSTANCE = 2;

function isInGroup(host: Host, category: number | undefined): boolean {
    if (host.group === undefined) return false;
    return category === undefined || (category === INSTANCE) === host.group.isInstance;
}

/** GetRaidRosterInfo: name, rank, subgroup, level, class, fileName, zone, online, isDead. */
function raidRosterInfo(host: Host, index: number): LuaMultiReturn<unknown[]> {
    const member = host.group?.isRaid === true ? (host.group.members[index - 1] as Member | undefined) : undefined;
    if (member === undefined) return $multi();
    const name = member.normalizedRealm === host.normalizedRealm ? member.name : member.fullName;
    const rank = index === 1 ? 2 : 0;
    return $multi(name, rank, subgroupOf(index), LEVEL, CLASS_NAME, CLASS_FILE, "", member.isOnline, false);
}

/** Parties and raids. */
export function installGroups({ host, session }: ApiContext): void {
    define(session.environment, {
        LE_PARTY_CATEGORY_HOME: HOME,
        LE_PARTY_CATEGORY_INSTANCE: INSTANCE,
        IsInGroup: (category?: number) => isInGroup(host, category),
        IsInRaid: (category?: number) => host.group?.isRaid === true && isInGroup(host, category),
        GetNumGroupMembers: () => host.group?.members.length ?? 0,
        GetRaidRosterInfo: (index: number) => raidRosterInfo(host, index),
        UnitInRaid: (unit: unknown): number | undefined => {
            const member = resolveUnit(host, unit);
            if (member === undefined || host.group?.isRaid !== true) return undefined;
            return placeOf(host.group, member);
        },
        UnitIsGroupLeader: (unit: unknown) => {
            const leader = host.group?.members[0];
            return leader !== undefined && resolveUnit(host, unit) === leader;
        },
    });
}
