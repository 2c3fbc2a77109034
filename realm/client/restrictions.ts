import { RestrictionType } from "../channel/enums";

/** The addon restrictions that are active on one client. */
export class Restrictions {
    private readonly active = new LuaSet<RestrictionType>();

    /** Switches one restriction; gives false when nothing changes. */
    set(restriction: RestrictionType, isActive: boolean): boolean {
        if (this.active.has(restriction) === isActive) return false;
        if (isActive) this.active.add(restriction);
        else this.active.delete(restriction);
        return true;
    }

    /** Whether one restriction is active. */
    has(restriction: RestrictionType): boolean {
        return this.active.has(restriction);
    }

    /** Whether addon messages are refused. Plain combat and the map do not block them. */
    blocksMessages(): boolean {
        return (
            this.active.has(RestrictionType.Encounter) ||
            this.active.has(RestrictionType.ChallengeMode) ||
            this.active.has(RestrictionType.PvPMatch) ||
            this.active.has(RestrictionType.Chat)
        );
    }
}
