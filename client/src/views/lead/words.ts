// The sentences for who leads cases: they come with the first of those pages.
import source from '../../../../schema/locales/nl.ftl?lead&raw';
import { t } from '../../i18n';

t.learn(source);
