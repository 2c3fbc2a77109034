import { type ApiContext, type Host } from "../client/host";
import { define } from "../lua/types";
import { type Group, placeOf, rankOf, subgroupOf } from "../world/group";
import { type Member } from "../world/member";
import { CLASS_FILE, CLASS_NAME, LEVEL } from "./looks";
import { resolveUnit } from "./units";

/** LE_PARTY_CATEGORY_HOME and LE_PARTY_CATEGORY_INSTANCE. */
const HOME = 1;
const INSTANCE = 2;

/** Enum.LootMethod.Masterlooter and Enum.LootMethod.Group. */
const MASTER_LOOT = 2;
const GROUP_LOOT = 3;

function isInGroup(host: Host, category: number | undefined): boolean {
    if (host.group === undefined) return false;
    return category === undefined || (category === INSTANCE) === host.group.isInstance;
}

/** GetRaidRosterInfo: name, rank, subgroup, level, class, fileName, zone, online, isDead, role, isMasterLooter. */
function raidRosterInfo(host: Host, index: number): LuaMultiReturn<unknown[]> {
    const member = host.group?.isRaid === true ? (host.group.members[index - 1] as Member | undefined) : undefined;
    if (member === undefined) return $multi();
    const name = member.normalizedRealm === host.normalizedRealm ? member.name : member.fullName;
    const rank = rankOf(host.group!, member);
    const isLooter = host.group!.masterLooters.includes(member);
    const { isOnline } = member;
    return $multi(
        name,
        rank,
        subgroupOf(index),
        LEVEL,
        CLASS_NAME,
        CLASS_FILE,
        "",
        isOnline,
        false,
        undefined,
        isLooter,
    );
}

/**
 * C_PartyInfo.GetLootMethod: Enum.LootMethod; 0 if the player is the master looter, or the number of a unit of his party
 * or of his subgroup in a raid; the number of a raid unit.
 */
function lootMethod(host: Host): LuaMultiReturn<[method: number, place?: number, raidPlace?: number]> {
    const group: Group | undefined = host.group;
    const looter = group?.masterLooters[0];
    if (group === undefined || looter === undefined) return $multi(GROUP_LOOT);
    const raidPlace = group.isRaid ? placeOf(group, looter) : undefined;
    if (looter.guid === host.guid) return $multi(MASTER_LOOT, 0, raidPlace);
    const subgroup = subgroupOf(placeOf(group, host));
    const near = group.members.filter(
        (member) => member.guid !== host.guid && (!group.isRaid || subgroupOf(placeOf(group, member)) === subgroup),
    );
    const place = near.indexOf(looter) + 1;
    return $multi(MASTER_LOOT, place > 0 ? place : undefined, raidPlace);
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
        UnitIsGroupAssistant: (unit: unknown) => {
            const member = resolveUnit(host, unit);
            return host.group !== undefined && member !== undefined && rankOf(host.group, member) === 1;
        },
        C_PartyInfo: { GetLootMethod: () => lootMethod(host) },
    });
}
