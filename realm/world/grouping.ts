import { type Group } from "./group";
import { type Member } from "./member";

/** A character that can be put into groups. */
export interface Groupable extends Member {
    group?: Group<Member>;
    fire(event: string, ...args: unknown[]): void;
}

function announce(members: readonly Groupable[]): void {
    for (const member of members) member.fire("GROUP_ROSTER_UPDATE");
}

/** Takes a character out of its group. A group of one is none. */
export function leaveGroup<C extends Groupable>(character: C): void {
    const group = character.group as Group<C> | undefined;
    if (group === undefined) return;
    const others = group.members.filter((member) => member !== character);
    const masterLooters = group.masterLooters.filter((member) => member !== character);
    const next = others.length > 1 ? { ...group, members: others, masterLooters } : undefined;
    for (const member of others) member.group = next;
    character.group = undefined;
    announce(group.members);
}

/** Puts characters into a new group, out of those they were in. */
export function formGroup<C extends Groupable>(members: readonly C[], isRaid: boolean, isInstance: boolean): void {
    for (const member of members) leaveGroup(member);
    const group: Group<C> = { isRaid, isInstance, members: [...members], assistants: [], masterLooters: [] };
    for (const member of members) member.group = group;
    announce(members);
}

/** Puts a character into the group of another one, as its last member. */
export function joinGroup<C extends Groupable>(character: C, other: C): void {
    const group = other.group as Group<C> | undefined;
    if (group === undefined) return error(`realm: ${other.fullName} is in no group`, 0);
    if (character.group === group) return;
    leaveGroup(character);
    const next = { ...group, members: [...group.members, character] };
    for (const member of next.members) member.group = next;
    announce(next.members);
}

/** Gives a character's group other properties, and tells its members. */
function changeGroup<C extends Groupable>(character: C, changes: Partial<Group<C>>, event: string): void {
    const group = character.group as Group<C> | undefined;
    if (group === undefined) return error(`realm: ${character.fullName} is in no group`, 0);
    const next = { ...group, ...changes };
    for (const member of group.members) member.group = next;
    for (const member of group.members) member.fire(event);
}

/** Makes a member of a raid its assistant, or takes that back. */
export function setAssistant<C extends Groupable>(character: C, isAssistant: boolean): void {
    const others = (character.group?.assistants ?? []).filter((member) => member !== character);
    changeGroup(character, { assistants: isAssistant ? [...others, character] : others }, "GROUP_ROSTER_UPDATE");
}

/** Lets a member give out the loot of its raid or party, or sets another loot method. */
export function setMasterLooter<C extends Groupable>(character: C, isMasterLooter: boolean): void {
    changeGroup(character, { masterLooters: isMasterLooter ? [character] : [] }, "PARTY_LOOT_METHOD_CHANGED");
}
