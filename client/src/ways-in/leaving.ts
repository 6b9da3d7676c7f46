// What leaving at once does with a device that is remembered. Fetched when a case is open, long before anyone leaves.
import { beforeLeaving } from '../ui/leave';
import { canRemember } from './device';
import { kept, letGo } from './kept';

if (canRemember()) {
  // Known before it is needed: leaving waits for no reading.
  void kept();
  beforeLeaving(letGo);
}
