/** Who plays on this client, in which guild, and what the guild roster says about others. */

import type { GameEvents } from "./events";
import type { Identity, Roster, RosterMember } from "../ports";

const format = string.format;
const sub = string.sub;

/** Digits at the end of a GUID that tell players of one server apart. */
const ENDING = 8;

/** The scope option that means the character's guild. */
const GUILD = "guild";

export class GameIdentity implements Identity, Roster {
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
        return name === this.name ? this.guid : this.member(name)?.guid;
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

    /** Whether a player is neither in the guild nor in the group; false while the roster is not there. */
    isStranger(name: string): boolean {
        return this.hasRoster() && name !== this.name && this.member(name) === undefined && !this.isInGroup(name);
    }

    /** Whether every member of the group is in the guild, according to the roster. */
    isGroupOfGuild(): boolean {
        if (!this.hasRoster()) {
            return false;
        }
        return !this.group().some((name) => this.member(name) === undefined);
    }

    private isInGroup(name: string): boolean {
        return this.group().includes(name);
    }

    /** The canonical names of the group's members. */
    private group(): string[] {
        const names: string[] = [];
        const unit = IsInRaid() ? "raid" : "party";
        for (const index of $range(1, GetNumGroupMembers())) {
            const [name, realm] = UnitName(format("%s%.0f", unit, index));
            if (name !== undefined) {
                const isForeign = realm !== undefined && realm !== "";
                names[names.length] = isForeign ? `${name}-${realm}` : this.canonicalName(name);
            }
        }
        return names;
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

/** Realm names occur with and without spaces and hyphens. */
function withoutSpaces(realm: string): string {
    const [compact] = string.gsub(realm, "[%s%-]", "");
    return compact;
}
