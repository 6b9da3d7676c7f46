import { beforeEach, expect, it, vi } from 'vitest';
import { ApiError, type Me } from '../api';

const device = vi.hoisted(() => ({ comeInAgain: vi.fn() }));
vi.mock('./device', () => device);

import { goOn } from './go-on';

const WAS = { person: 'noor', case: 'gezin' };
const me = (person: string): Me => ({ person, case: 'gezin', name: '', role: 'youth', demo: false });
const ended = () => Promise.reject(new ApiError('session-ended', 401, ''));
const asking = (answer: () => Promise<Me>) => ({ ask: vi.fn(), me: answer });

beforeEach(() => device.comeInAgain.mockReset().mockResolvedValue('none'));

it('goes on by the key of the device, asked with a tap', async () => {
  device.comeInAgain.mockResolvedValue('in');
  const api = asking(async () => me('noor'));
  expect(await goOn(api, WAS)).toBe('open');
  expect(device.comeInAgain).toHaveBeenCalledWith(api, true);
});

it('goes on without a key while the session stands, and not after', async () => {
  expect(
    await goOn(
      asking(async () => me('noor')),
      WAS,
    ),
  ).toBe('open');
  expect(await goOn(asking(ended), WAS)).toBe('ended');
});

it('does not go on by a session on a device that was removed', async () => {
  device.comeInAgain.mockResolvedValue('refused');
  expect(
    await goOn(
      asking(async () => me('noor')),
      WAS,
    ),
  ).toBe('ended');
});

it('shows nobody what another had open', async () => {
  expect(
    await goOn(
      asking(async () => me('daan')),
      WAS,
    ),
  ).toBe('other');
});

it('says when nobody answers', async () => {
  device.comeInAgain.mockRejectedValue(new ApiError('offline', 0, ''));
  expect(
    await goOn(
      asking(async () => me('noor')),
      WAS,
    ),
  ).toBe('offline');
  device.comeInAgain.mockResolvedValue('none');
  expect(
    await goOn(
      asking(() => Promise.reject(new ApiError('offline', 0, ''))),
      WAS,
    ),
  ).toBe('offline');
});
