"""Checks files of IATI activities, version 2.03: iati_check.py [--rules DAY] [--codelists FOLDER] FILE...

Two levels. The first is the schema (iati-activities-schema.xsd and iati-common.xsd of 2018-02-19), written down here as
tables: which elements in which order and how often, which attributes of which type. The second, with --rules, is what
the standard asks beyond its schema and an exporter can break: code lists, sums of percentages, dates, identifiers; DAY
is the day that is today. Prints "FILE: what is wrong" and exits with 1 when anything is.
"""
import collections
import datetime
import os
import re
import sys
import xml.etree.ElementTree as tree

# --- The schema ---------------------------------------------------------------------------------------------------

DATE = r'-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])'
ZONE = r'(Z|[+-]\d\d:\d\d)?'
TYPES = {
    'string': r'(?s).*',
    'uri': r'[^\s<>]*',
    'date': DATE + ZONE,
    'datetime': DATE + r'T([01]\d|2[0-4]):[0-5]\d:[0-5]\d(\.\d+)?' + ZONE,
    'decimal': r'[+-]?(\d+(\.\d*)?|\.\d+)',
    'boolean': r'true|false|0|1',
    'int': r'[+-]?\d+',
    'positive': r'\+?0*[1-9]\d*',
    'natural': r'\+?\d+|-0+',
    'token': r'[\w.:-]+',
}


class Type:
    """What may be in an element: attributes "name" or "name!" (required) with their types, children with how often they
    may stand there ('1', '?', '+', '*'), or text of a type. `open`: attributes of other namespaces are allowed."""

    def __init__(self, attributes='', children=(), text=None, extensible=True, open_attributes=True):
        self.attributes = {}
        for word in attributes.split():
            name, kind = word.split('=')
            self.attributes[name.rstrip('!')] = (kind, name.endswith('!'))
        self.children, self.text = list(children), text
        self.extensible, self.open = extensible and text is None, open_attributes


NARRATIVE = Type('', text='string')
NAMED = Type('', [('narrative', '+', NARRATIVE)])
MAYBE_NAMED = ('narrative', '*', NARRATIVE)
CODE = Type('code!=string')
DAY = Type('iso-date!=date')
MONEY = Type('currency=string value-date!=date', text='decimal')
AID_TYPE = Type('code!=string vocabulary=string')
CODED = 'code!=string vocabulary=string vocabulary-uri=uri'
PERIOD = [('period-start', '1', DAY), ('period-end', '1', DAY)]
DOCUMENT = Type('url!=uri format!=string', [
    ('title', '1', NAMED), ('description', '?', NAMED), ('category', '+', CODE), ('language', '*', CODE),
    ('document-date', '?', DAY)])
LOCATION_REF = Type('ref=string')
DIMENSION = Type('name=string value=string')
MEASURED = Type('value=string', [
    ('location', '*', LOCATION_REF), ('dimension', '*', DIMENSION), ('comment', '?', NAMED),
    ('document-link', '*', DOCUMENT)], open_attributes=False)


def party(which):
    return Type('ref=string %s-activity-id=string type=string' % which, [MAYBE_NAMED])


INDICATOR = Type('measure!=string ascending=boolean aggregation-status=boolean', [
    ('title', '1', NAMED), ('description', '?', NAMED), ('document-link', '*', DOCUMENT),
    ('reference', '*', Type('vocabulary!=string code!=string indicator-uri=uri')),
    ('baseline', '*', Type('iso-date=date year!=positive value=string', [
        ('location', '*', LOCATION_REF), ('dimension', '*', DIMENSION), ('document-link', '*', DOCUMENT),
        ('comment', '?', NAMED)])),
    ('period', '*', Type('', PERIOD + [('target', '*', MEASURED), ('actual', '*', MEASURED)]))])
TRANSACTION = Type('ref=string humanitarian=boolean', [
    ('transaction-type', '1', CODE), ('transaction-date', '1', DAY), ('value', '1', MONEY), ('description', '?', NAMED),
    ('provider-org', '?', party('provider')), ('receiver-org', '?', party('receiver')),
    ('disbursement-channel', '?', CODE), ('sector', '*', Type(CODED, [MAYBE_NAMED])),
    ('recipient-country', '?', Type('code!=string', [MAYBE_NAMED])),
    ('recipient-region', '?', Type(CODED, [MAYBE_NAMED])), ('flow-type', '?', CODE), ('finance-type', '?', CODE),
    ('aid-type', '*', AID_TYPE), ('tied-status', '?', CODE)])
PLACE = Type('ref=string', [
    ('location-reach', '?', CODE), ('location-id', '*', Type('code!=string vocabulary!=string')), ('name', '?', NAMED),
    ('description', '?', NAMED), ('activity-description', '?', NAMED),
    ('administrative', '*', Type('code!=string vocabulary!=string level=natural')),
    ('point', '?', Type('srsName!=string', [('pos', '1', Type('', text='string', open_attributes=False))])),
    ('exactness', '?', CODE), ('location-class', '?', CODE), ('feature-designation', '?', CODE)])
TEXT = Type('', text='string')
CONTACT = Type('type=string', [
    ('organisation', '?', NAMED), ('department', '?', NAMED), ('person-name', '?', NAMED), ('job-title', '?', NAMED),
    ('telephone', '*', TEXT), ('email', '*', TEXT), ('website', '*', Type('', text='uri')),
    ('mailing-address', '*', NAMED)])
NUMBER = Type('', text='decimal', open_attributes=False)
CRS = Type('', [
    ('other-flags', '*', Type('code!=string significance!=boolean')),
    ('loan-terms', '?', Type('rate-1=decimal rate-2=decimal', [
        ('repayment-type', '?', CODE), ('repayment-plan', '?', CODE), ('commitment-date', '?', DAY),
        ('repayment-first-date', '?', DAY), ('repayment-final-date', '?', DAY)])),
    ('loan-status', '?', Type('year!=decimal currency=string value-date!=date', [
        ('interest-received', '?', NUMBER), ('principal-outstanding', '?', NUMBER), ('principal-arrears', '?', NUMBER),
        ('interest-arrears', '?', NUMBER)])),
    ('channel-code', '?', Type('', text='string', open_attributes=False))])
ACTIVITY = Type('last-updated-datetime=datetime default-currency=string humanitarian=boolean hierarchy=int '
                'linked-data-uri=uri budget-not-provided=string', [
    ('iati-identifier', '1', TEXT),
    ('reporting-org', '1', Type('ref!=string type!=string secondary-reporter=boolean', [('narrative', '+', NARRATIVE)])),
    ('title', '1', NAMED), ('description', '+', Type('type=string', [('narrative', '+', NARRATIVE)])),
    ('participating-org', '+', Type('ref=string type=string role!=string activity-id=string crs-channel-code=string',
                                    [MAYBE_NAMED])),
    ('other-identifier', '*', Type('ref!=string type!=string', [('owner-org', '?', Type('ref=string', [MAYBE_NAMED]))])),
    ('activity-status', '1', CODE), ('activity-date', '+', Type('type!=string iso-date!=date', [MAYBE_NAMED])),
    ('contact-info', '*', CONTACT), ('activity-scope', '?', CODE),
    ('recipient-country', '*', Type('code!=string percentage=decimal', [MAYBE_NAMED])),
    ('recipient-region', '*', Type(CODED + ' percentage=decimal', [MAYBE_NAMED])), ('location', '*', PLACE),
    ('sector', '*', Type(CODED + ' percentage=decimal', [MAYBE_NAMED])),
    ('tag', '*', Type('code!=string vocabulary!=string vocabulary-uri=uri', [MAYBE_NAMED])),
    ('country-budget-items', '?', Type('vocabulary!=string', [
        ('budget-item', '+', Type('code!=string percentage=decimal', [('description', '?', NAMED)]))])),
    ('humanitarian-scope', '*', Type('type!=string vocabulary!=string vocabulary-uri=uri code!=string', [MAYBE_NAMED])),
    ('policy-marker', '*', Type(CODED + ' significance=string', [MAYBE_NAMED])), ('collaboration-type', '?', CODE),
    ('default-flow-type', '?', CODE), ('default-finance-type', '?', CODE), ('default-aid-type', '*', AID_TYPE),
    ('default-tied-status', '?', CODE), ('budget', '*', Type('type=string status=string',
                                                            PERIOD + [('value', '1', MONEY)])),
    ('planned-disbursement', '*', Type('type=string', [
        ('period-start', '1', DAY), ('period-end', '?', DAY), ('value', '1', MONEY),
        ('provider-org', '?', party('provider')), ('receiver-org', '?', party('receiver'))])),
    ('capital-spend', '?', Type('percentage!=decimal')), ('transaction', '*', TRANSACTION),
    ('document-link', '*', DOCUMENT),
    ('related-activity', '*', Type('ref!=string type!=string', open_attributes=False)),
    ('legacy-data', '*', Type('name!=string value!=string iati-equivalent=token', open_attributes=False)),
    ('conditions', '?', Type('attached!=boolean', [
        ('condition', '*', Type('type!=string', [('narrative', '+', NARRATIVE)], open_attributes=False))])),
    ('result', '*', Type('type!=string aggregation-status=boolean', [
        ('title', '1', NAMED), ('description', '?', NAMED), ('document-link', '*', DOCUMENT),
        ('reference', '*', Type('code!=string vocabulary!=string vocabulary-uri=uri')), ('indicator', '+', INDICATOR)])),
    ('crs-add', '?', CRS),
    ('fss', '?', Type('extraction-date!=date priority=boolean phaseout-year=decimal', [
        ('forecast', '*', Type('year!=decimal currency=string value-date=date', text='decimal'))]))])
ROOT = Type('version!=string generated-datetime=datetime linked-data-default=uri', [('iati-activity', '+', ACTIVITY)])


def fits(text, kind):
    """Blanks at the ends are dropped by all types but string."""
    text = text if kind == 'string' else text.strip(' \t\r\n')
    if not re.fullmatch(TYPES[kind], text):
        return False
    if kind in ('date', 'datetime'):
        try:
            datetime.date.fromisoformat(text[:10])
        except ValueError:
            return False
    return True


def check_attributes(element, kind, path, say):
    for name, value in element.attrib.items():
        if name.startswith('{'):
            if not kind.open:
                say(path, 'has the attribute %s' % name)
        elif name not in kind.attributes:
            say(path, 'has no attribute @%s' % name)
        elif not fits(value, kind.attributes[name][0]):
            say(path, '@%s "%s" is no %s' % (name, value, kind.attributes[name][0]))
    for name, (_, needed) in kind.attributes.items():
        if needed and name not in element.attrib:
            say(path, 'lacks @%s' % name)


def check_content(element, kind, path, say):
    children = list(element)
    if kind.text is not None:
        if children:
            say(path, 'has elements in its text')
        elif not fits(element.text or '', kind.text):
            say(path, '"%s" is no %s' % (element.text, kind.text))
        return
    texts = [element.text] + [child.tail for child in children]
    if any(text and text.strip() for text in texts):
        say(path, 'has text between its elements')
    at = 0
    for name, times, inner in kind.children:
        count = 0
        while at < len(children) and children[at].tag == name and (times in '*+' or count == 0):
            check_element(children[at], inner, path + '/' + name, say)
            at, count = at + 1, count + 1
        if count == 0 and times in '1+':
            say(path, 'lacks %s' % name)
    while at < len(children) and kind.extensible and children[at].tag.startswith('{'):
        at += 1
    if at < len(children):
        say(path, '%s does not belong here' % children[at].tag)


def check_element(element, kind, path, say):
    check_attributes(element, kind, path, say)
    check_content(element, kind, path, say)


# --- The rules ----------------------------------------------------------------------------------------------------

# Code lists that are part of the standard, or so short that they stand here; others come from --codelists.
LISTS = {
    'ActivityStatus': '1 2 3 4 5 6', 'ActivityDateType': '1 2 3 4', 'OrganisationRole': '1 2 3 4',
    'OrganisationType': '10 11 15 21 22 23 24 30 40 60 70 71 72 73 80 90', 'BudgetStatus': '1 2', 'BudgetType': '1 2',
    'TransactionType': '1 2 3 4 5 6 7 8 9 10 11 12 13', 'RelatedActivityType': '1 2 3 4 5', 'ResultType': '1 2 3 9',
    'IndicatorMeasure': '1 2 3 4 5', 'PolicySignificance': '0 1 2 3 4', 'PolicyMarkerVocabulary': '1 99',
    'SectorVocabulary': '1 2 3 4 5 6 7 8 9 10 11 12 98 99', 'TagVocabulary': '1 2 3 4 5 99',
    'OtherIdentifierType': 'A1 A2 A3 A4 A9 B1 B9', 'UNSDG-Goals': ' '.join(str(i) for i in range(1, 18)),
}
LISTS = {name: set(codes.split()) for name, codes in LISTS.items()}
# Where their codes stand: element, attribute, list.
CODES = [
    ('activity-status', 'code', 'ActivityStatus'), ('activity-date', 'type', 'ActivityDateType'),
    ('participating-org', 'role', 'OrganisationRole'), ('participating-org', 'type', 'OrganisationType'),
    ('reporting-org', 'type', 'OrganisationType'), ('provider-org', 'type', 'OrganisationType'),
    ('receiver-org', 'type', 'OrganisationType'), ('budget', 'status', 'BudgetStatus'), ('budget', 'type', 'BudgetType'),
    ('transaction-type', 'code', 'TransactionType'), ('related-activity', 'type', 'RelatedActivityType'),
    ('result', 'type', 'ResultType'), ('indicator', 'measure', 'IndicatorMeasure'),
    ('policy-marker', 'significance', 'PolicySignificance'), ('policy-marker', 'vocabulary', 'PolicyMarkerVocabulary'),
    ('sector', 'vocabulary', 'SectorVocabulary'), ('tag', 'vocabulary', 'TagVocabulary'),
    ('other-identifier', 'type', 'OtherIdentifierType'), ('recipient-country', 'code', 'Country'),
    ('value', 'currency', 'Currency'),
]
# Codes whose list their vocabulary names: element, vocabulary, list.
VOCABULARIES = [
    ('sector', '1', 'Sector'), ('sector', '2', 'SectorCategory'), ('sector', None, 'Sector'),
    ('tag', '2', 'UNSDG-Goals'), ('tag', '3', 'UNSDG-Targets'), ('policy-marker', '1', 'PolicyMarker'),
    ('policy-marker', None, 'PolicyMarker'),
]


def read_lists(folder):
    for name in os.listdir(folder):
        if name.endswith('.xml'):
            codes = {code.text for code in tree.parse(os.path.join(folder, name)).iter('code')}
            LISTS[name[:-4]] = LISTS.get(name[:-4], set()) | codes


def day(element, name='iso-date'):
    return datetime.date.fromisoformat(element.get(name)[:10])


def check_codes(activity, say):
    for name, attribute, which in CODES:
        for element in activity.iter(name):
            code = element.get(attribute)
            if code is not None and which in LISTS and code not in LISTS[which]:
                say(name, '@%s %s is not in %s' % (attribute, code, which))
    for name, vocabulary, which in VOCABULARIES:
        for element in activity.iter(name):
            if element.get('vocabulary') == vocabulary and which in LISTS and element.get('code') not in LISTS[which]:
                say(name, '@code %s is not in %s' % (element.get('code'), which))


def check_shares(activity, say):
    groups = {'recipients': activity.findall('recipient-country') + activity.findall('recipient-region')}
    for sector in activity.findall('sector'):
        groups.setdefault('sectors of vocabulary %s' % sector.get('vocabulary', '1'), []).append(sector)
    for name, group in groups.items():
        shares = [float(element.get('percentage')) for element in group if element.get('percentage')]
        if (len(group) > 1 or shares) and (len(shares) < len(group) or abs(sum(shares) - 100) > 0.01):
            say(name, 'have shares that do not make 100 %%: %s' % shares)
    for marker in activity.findall('policy-marker'):
        if marker.get('vocabulary', '1') == '1' and not marker.get('significance'):
            say('policy-marker', 'has no significance')
    for name in ('sector', 'tag', 'policy-marker'):
        for element in activity.findall(name):
            if element.get('vocabulary') in ('98', '99') and element.find('narrative') is None:
                say(name, 'of an own vocabulary has no narrative')


def check_dates(activity, today, say):
    dates = {}
    for date in activity.findall('activity-date'):
        kind = date.get('type')
        if kind in dates:
            say('activity-date', 'of type %s stands twice' % kind)
        dates[kind] = day(date)
        if kind in '24' and dates[kind] > today:
            say('activity-date', 'of type %s, actual, is still to come' % kind)
    if '1' not in dates and '2' not in dates:
        say('activity-date', 'says no start')
    for start, end in (('1', '3'), ('2', '4')):
        if start in dates and end in dates and dates[start] > dates[end]:
            say('activity-date', 'ends before it starts')
    for period in list(activity.iter('budget')) + list(activity.iter('period')):
        start, end = day(period.find('period-start')), day(period.find('period-end'))
        if start > end:
            say(period.tag, 'ends before it starts')
        if period.tag == 'budget' and (end - start).days > 366:
            say('budget', 'is for more than a year')
    for transaction in activity.findall('transaction'):
        if day(transaction.find('transaction-date')) > today:
            say('transaction', 'is still to come')


def check_results(activity, say):
    for indicator in activity.iter('indicator'):
        values = [element for name in ('baseline', 'target', 'actual') for element in indicator.iter(name)]
        for element in values:
            if indicator.get('measure') in ('1', '2'):
                try:
                    float(element.get('value', ''))
                except ValueError:
                    say(element.tag, '"%s" is no number' % element.get('value'))


def check_names(activity, identifiers, say):
    reporter, own = activity.find('reporting-org').get('ref'), activity.find('iati-identifier').text or ''
    if not own.startswith(reporter + '-') or re.search(r'[/&|?\s]', own):
        say('iati-identifier', '%s is not %s-...' % (own, reporter))
    if not re.fullmatch(r'[A-Z]{2}-[A-Z0-9_]+-[^/&|?\s]+', reporter):
        say('reporting-org', '@ref %s is no identifier of organisations' % reporter)
    for other in activity.findall('related-activity'):
        if other.get('ref') not in identifiers:
            say('related-activity', '@ref %s is not in the file' % other.get('ref'))
    for party_name in ('participating-org', 'provider-org', 'receiver-org'):
        for org in activity.iter(party_name):
            if not org.get('ref') and not (org.findtext('narrative') or '').strip():
                say(party_name, 'has neither @ref nor name')
    for narrative in activity.iter('narrative'):
        if not (narrative.text or '').strip():
            say('narrative', 'is empty')
    for value in activity.iter('value'):
        if not value.get('currency') and not activity.get('default-currency'):
            say('value', 'has no currency')


def check_rules(root, today, say):
    activities = root.findall('iati-activity')
    identifiers = [activity.findtext('iati-identifier') for activity in activities]
    if root.get('version') != '2.03':
        say('iati-activities', '@version is not 2.03')
    if len({activity.find('reporting-org').get('ref') for activity in activities}) > 1:
        say('reporting-org', 'is not the same everywhere')
    for identifier, times in collections.Counter(identifiers).items():
        if times > 1:
            say('iati-identifier', '%s stands twice' % identifier)
    known = set(identifiers)
    for activity in activities:
        def say_here(path, what, name=activity.findtext('iati-identifier')):
            say('%s: %s' % (name, path), what)
        check_codes(activity, say_here)
        check_shares(activity, say_here)
        check_dates(activity, today, say_here)
        check_results(activity, say_here)
        check_names(activity, known, say_here)


# --- Files --------------------------------------------------------------------------------------------------------

def check_file(path, today):
    """What is wrong with the file; the rules are only looked at where the schema is kept."""
    wrong = []

    def say(where, what):
        wrong.append('%s %s' % (where, what))
    try:
        root = tree.parse(path).getroot()
    except (tree.ParseError, ValueError) as problem:
        return ['is no XML: %s' % problem]
    if root.tag != 'iati-activities':
        return ['is no file of activities: %s' % root.tag]
    check_element(root, ROOT, 'iati-activities', say)
    if today and not wrong:
        check_rules(root, today, say)
    return wrong


def main(words):
    today, paths = None, []
    while words:
        word = words.pop(0)
        if word == '--rules':
            today = datetime.date.fromisoformat(words.pop(0))
        elif word == '--codelists':
            read_lists(words.pop(0))
        else:
            paths.append(word)
    bad = 0
    for path in paths:
        wrong = check_file(path, today)
        bad += bool(wrong)
        for what in wrong:
            print('%s: %s' % (path, what))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
