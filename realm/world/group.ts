import { type Member } from "./member";

/** Members of a raid's subgroup. */
const SUBGROUP_SIZE = 5;

/** A party or a raid, at home or made by the dungeon finder. */
export interface Group<M extends Member = Member> {
    readonly isRaid: boolean;
    /** Made by the dungeon finder: INSTANCE_CHAT works, RAID and PARTY do not. */
    readonly isInstance: boolean;
    /** The first one leads. */
    readonly members: readonly M[];
    /** Members of a raid that assist. */
    readonly assistants: readonly Member[];
    /** The one who gives out loot; nobody while the loot method is another. */
    readonly masterLooters: readonly Member[];
}

/** The rank of a member, as GetRaidRosterInfo counts: 2 leads, 1 assists, 0 does neither. */
export function rankOf(group: Group, member: Member): number {
    if (group.members[0] === member) return 2;
    return group.isRaid && group.assistants.includes(member) ? 1 : 0;
}

/** The 1-based place of a member in its group. */
export function placeOf(group: Group, member: Member): number {
    return group.members.indexOf(member) + 1;
}

/** The subgroup (1..8) of a 1-based place in a raid. */
export function subgroupOf(place: number): number {
    return math.floor((place - 1) / SUBGROUP_SIZE) + 1;
}
