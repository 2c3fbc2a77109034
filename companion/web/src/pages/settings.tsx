/** How the page looks, and for who may: members, computers, tokens. */
import { useRoom } from "../room";
import { Appearance } from "../settings/appearance";
import { MemberSettings } from "../settings/members";
import { TokenSettings } from "../settings/tokens";

export function SettingsPage() {
    const { details, isOperator, isLocal } = useRoom();
    return (
        <>
            <Appearance />
            {details.hasRecords && <MemberSettings />}
            {isOperator && !isLocal && <TokenSettings />}
        </>
    );
}
