// Going on after the page was covered: by the key of a device that is remembered, as when coming in; where there is none, by the
// session, as long as it stands.
import { type Api, ApiError } from '../api';
import { comeInAgain } from './device';

/** `other`: somebody else is in on this device now. */
export type GoingOn = 'open' | 'offline' | 'ended' | 'other';

/** Whether who was here may go on. */
export async function goOn(asking: Pick<Api, 'ask' | 'me'>, was: { person: string; case: string }): Promise<GoingOn> {
  try {
    // A device that was removed elsewhere does not open again, whatever session stands here.
    if ((await comeInAgain(asking, true)) === 'refused') return 'ended';
    const now = await asking.me();
    return now.person === was.person && now.case === was.case ? 'open' : 'other';
  } catch (fault) {
    return fault instanceof ApiError && fault.code === 'session-ended' ? 'ended' : 'offline';
  }
}
