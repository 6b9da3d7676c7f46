// The views over the fixture, for looking at them: `npx vite`, then /test/dev/index.html?person=noor.
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';
import { mount } from 'svelte';
import type { Picture } from '../../src/schema.gen';
import { addressAs } from '../../src/views/words.svelte';
import noor from '../fixtures/picture.noor.json';
import youssef from '../fixtures/picture.youssef.json';
import { fixtureStore } from '../fixtures/store.svelte';
import Dev from './Dev.svelte';

const person = new URLSearchParams(location.search).get('person') === 'youssef' ? 'youssef' : 'noor';
const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
addressAs(person === 'noor' ? 'youth' : 'wijkteam');
const picture = (person === 'noor' ? noor : youssef) as unknown as Picture;
export default mount(Dev, { target, props: { store: fixtureStore(picture, person) } });
