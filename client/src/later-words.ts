// The sentences of pages that come later. Whoever asks for one of them imports this, so that it is there before it is said.
import source from '../../schema/locales/nl.ftl?later&raw';
import { t } from './i18n';

t.learn(source);
