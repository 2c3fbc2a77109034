/** Who plays on this client, in which guild, and what the guild roster says about others. */

import type { GameEvents } from "./events";
import type { Group, Identity, Roster, RosterMember } from "../ports";

const format = string.format;
const sub = string.sub;

/** Digits at the end of a GUID that tell players of one server apart. */
const ENDING = 8;

/** The scope option that means the character's guild. */
const GUILD = "guild";

/** Ranks in a group, as GetRaidRosterInfo() counts them. */
const MEMBER = 0;
const ASSISTANT = 1;
const LEADER = 2;

/** The loot method with a master looter: Enum.LootMethod.Masterlooter, or the word where the older function is left. */
const MASTER_LOOT = [2, "master"];

export class GameIdentity implements Identity, Roster, Group {
    /** "" until isReady(). */
    name = "";
    /** "" until isReady(). */
    guid = "";
    private realm = "";
    private roster = new LuaMap<string, RosterMember>();
    private rosterSize = 0;
    private isRosterStale = true;
    /** The GUIDs of the roster by their last digits; nil until they are asked for. */
    private guidsByEnding: LuaMap<string, string> | undefined;

    constructor(events: GameEvents) {
        const forget = (): void => {
            this.isRosterStale = true;
        };
        events.on("GUILD_ROSTER_UPDATE", forget);
        // The roster of the previous guild must not be used for members of the new one.
        events.on("PLAYER_GUILD_UPDATE", forget);
    }

    /** Whether the game provides name, realm and GUID, as it does from PLAYER_LOGIN on. */
    isReady(): boolean {
        if (this.guid !== "") {
            return true;
        }
        const guid = UnitGUID("player");
        const realm = GetNormalizedRealmName();
        const [name] = UnitName("player");
        if (guid === undefined || realm === undefined || name === undefined) {
            return false;
        }
        this.realm = realm;
        this.guid = guid;
        this.name = this.canonicalName(name);
        if (IsInGuild()) {
            guildInfo?.GuildRoster?.();
        }
        return true;
    }

    canonicalName(name: string): string {
        const [dash] = string.find(name, "-", 1, true);
        return dash === undefined ? `${name}-${this.realm}` : name;
    }

    guidOf(name: string): string | undefined {
        if (name === this.name) {
            return this.guid;
        }
        const known = this.member(name)?.guid;
        const unit = known === undefined ? this.unitOf(name) : undefined;
        return unit === undefined ? known : UnitGUID(unit);
    }

    guidEnding(digits: string): string | undefined {
        this.refresh();
        if (this.guidsByEnding === undefined) {
            const guids = new LuaMap<string, string>();
            for (const [, { guid }] of this.roster) {
                if (guid !== undefined) {
                    guids.set(sub(guid, -ENDING), guid);
                }
            }
            this.guidsByEnding = guids;
        }
        return sub(this.guid, -ENDING) === digits ? this.guid : this.guidsByEnding.get(digits);
    }

    member(name: string): RosterMember | undefined {
        this.refresh();
        return this.roster.get(name);
    }

    hasRoster(): boolean {
        this.refresh();
        return this.rosterSize > 0;
    }

    isRosterDue(): boolean {
        return IsInGuild() && !this.hasRoster();
    }

    /** Whether a player is neither in the guild nor in the group; false while the roster is not there. */
    isStranger(name: string): boolean {
        return (
            this.hasRoster() && name !== this.name && this.member(name) === undefined && this.unitOf(name) === undefined
        );
    }

    /** Whether every member of the group is in the guild, according to the roster. */
    isGroupOfGuild(): boolean {
        if (!this.hasRoster()) {
            return false;
        }
        for (const unit of groupUnits()) {
            const name = this.nameOf(unit);
            if (name !== undefined && this.member(name) === undefined) {
                return false;
            }
        }
        return true;
    }

    groupRank(name: string): number | undefined {
        const unit = this.unitOf(name);
        if (unit === undefined) {
            return undefined;
        }
        if (UnitIsGroupLeader(unit)) {
            return LEADER;
        }
        return UnitIsGroupAssistant(unit) ? ASSISTANT : MEMBER;
    }

    isGroupDue(): boolean {
        return IsInGroup() && !groupUnits().some((unit) => this.nameOf(unit) !== undefined);
    }

    isMasterLooter(name: string): boolean {
        const getLootMethod = partyInfo?.GetLootMethod ?? getLootMethodByWord;
        if (getLootMethod === undefined) {
            return false;
        }
        const [method, place, raidPlace] = getLootMethod();
        if (!MASTER_LOOT.includes(method)) {
            return false;
        }
        const unit = this.unitOf(name);
        if (IsInRaid()) {
            return raidPlace !== undefined && unit !== undefined && UnitIsUnit(unit, format("raid%.0f", raidPlace));
        }
        return place !== undefined && unit === (place === 0 ? "player" : format("party%.0f", place));
    }

    /** The unit that is a member of the group; nil when nobody there has this canonical name. */
    private unitOf(name: string): string | undefined {
        if (name === this.name) {
            return IsInGroup() ? "player" : undefined;
        }
        for (const unit of groupUnits()) {
            if (this.nameOf(unit) === name) {
                return unit;
            }
        }
        return undefined;
    }

    /** The canonical name of a unit; nil when there is no such unit. */
    private nameOf(unit: string): string | undefined {
        const [name, realm] = UnitName(unit);
        if (name === undefined) {
            return undefined;
        }
        return realm !== undefined && realm !== "" ? `${name}-${realm}` : this.canonicalName(name);
    }

    scope(kind: string): LuaMultiReturn<[isKnown: boolean, scope: string | undefined]> {
        if (!this.isReady()) {
            return $multi(false, undefined);
        }
        if (kind !== GUILD) {
            return $multi(true, kind);
        }
        if (!IsInGuild()) {
            return $multi(true, undefined);
        }
        const [name, , , realm] = GetGuildInfo("player");
        if (name === undefined) {
            return $multi(false, undefined);
        }
        return $multi(true, `${GUILD}:${name}-${withoutSpaces(realm ?? this.realm)}`);
    }

    private refresh(): void {
        if (!this.isRosterStale) {
            return;
        }
        const [count] = GetNumGuildMembers();
        this.roster = new LuaMap<string, RosterMember>();
        this.guidsByEnding = undefined;
        this.rosterSize = 0;
        for (const index of $range(1, count)) {
            const [name, , rankIndex, , , , , , , , , , , , , , guid] = GetGuildRosterInfo(index);
            if (name !== undefined) {
                this.roster.set(this.canonicalName(name), { rankIndex, guid });
                this.rosterSize++;
            }
        }
        this.isRosterStale = this.rosterSize === 0;
    }
}

/** The units of the raid, or of the party, which leaves the player out. */
function groupUnits(): string[] {
    const kind = IsInRaid() ? "raid" : "party";
    const units: string[] = [];
    for (const index of $range(1, GetNumGroupMembers())) {
        units[index - 1] = format("%s%.0f", kind, index);
    }
    return units;
}

/** Realm names occur with and without spaces and hyphens. */
function withoutSpaces(realm: string): string {
    const [compact] = string.gsub(realm, "[%s%-]", "");
    return compact;
}
