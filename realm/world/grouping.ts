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
    const next = others.length > 1 ? { ...group, members: others } : undefined;
    for (const member of others) member.group = next;
    character.group = undefined;
    announce(group.members);
}

/** Puts characters into a new group, out of those they were in. */
export function formGroup<C extends Groupable>(members: readonly C[], isRaid: boolean, isInstance: boolean): void {
    for (const member of members) leaveGroup(member);
    const group: Group<C> = { isRaid, isInstance, members: [...members] };
    for (const member of members) member.group = group;
    announce(members);
}
