"""
What a job title says, whoever wrote it: the words that tell one job from another, each in one form.

Accents, capitals, order, plurals and gender forms count for nothing; nor do contracts, seniority, makes of
vehicles and numbers. Abbreviations of French workshops and the English heard there are spelt out. The tables
below are ours, and short on purpose: a word that is in none of them stands for itself. They err towards
taking two forms for one word, never towards dropping a word that they do not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from pathways.names import fold, words_in_order

_BOTH_GENDERS = re.compile(r"(?<!\w)[hfmx]\s*[/.\-+]\s*[hfmx](?:\s*[/.\-+]\s*[hfmx])?(?!\w)")
_ENDINGS = re.compile(
    r"(?<=\w{3})\s?[(/·•.\-](?:e|ne|le|fe|se|ere|iere|euse|rice|trice|ice|esse)s?\)?(?![a-z0-9])"
)

_IGNORED: Final = frozenset(
    words_in_order(
        # contracts and hours
        "cdi cdd interim interimaire alternance alternant alternante apprenti apprentie apprentissage stage "
        "stagiaire contrat temps plein partiel complet mi poste urgent recherche recherchons "
        # seniority that no title of the register turns on
        "senior junior debutant debutante experimente experimentee qualifie qualifiee "
        # makes and chains
        "renault dacia peugeot citroen opel fiat ford volkswagen vw audi seat skoda cupra bmw mercedes benz "
        "toyota lexus nissan honda hyundai kia mazda suzuki volvo scania iveco daf tesla byd jeep alfa romeo "
        "jaguar porsche ferrari maserati yamaha kawasaki ktm harley davidson ducati triumph piaggio "
        "stellantis norauto midas speedy euromaster carglass bosch"
    )
)
"""Contracts, seniority and makes: they say who the employer is or looks for, not what the job is."""

_PHRASES: Final = """
vehicules utilitaires industriels = pl
vehicules industriels = pl
poids lourds = pl
p l = pl
vehicules utilitaires = vu
vehicules legers = vl
voitures particulieres = vl
vehicules occasion = vo
voitures occasion = vo
v o = vo
used cars = vo
used vehicles = vo
vehicules neufs = vn
voitures neuves = vn
v n = vn
new cars = vn
deux roues = moto
2 roues = moto
vehicules electriques = ve
electric vehicles = ve
infrastructures recharge ve = irve
infrastructures recharge vehicules electriques = irve
bornes recharge = irve
charging points = irve
pieces rechange accessoires = pra
pieces rechange = pra
pieces detachees = pra
pieces auto = pra
pieces automobiles = pra
spare parts = pra
after sales = apv
apres vente = apv
service apres vente = apv
ct = controle technique
pare brise = vitrage
longue duree = lld
location longue duree = location lld
services multimarques apres vente automobile = smava
auto ecole = autoecole
ecoles conduite = autoecole
driving school = autoecole
moto ecole = moto autoecole
stations service = station
service station = station
petrol station = station
service advisor = conseiller client apv
service adviser = conseiller client apv
service manager = chef apv
product genius = conseiller produit
car wash = laveur
fast fit = service rapide
team leader = chef equipe
chef eq = chef equipe
mise main = metteur main
feu vert =
point s =
first stop =
land rover =
renault trucks =
"""
"""What is said in several words and means one thing, and what stands for it."""

_WORDS: Final = """
pl = vi vui truck camion lorry heavy
vu = vul utilitaire van
vl = auto automobile vp voiture car
moto = motocycle motorcycle motocyclette scooter
velo = cycle bike bicycle
pra = pr parts
apv = sav aftersales
mecanicien = mecanique mecano meca mechanic
carrosserie = carro bodywork
peintre = painter
peinture = paint
tolier = tolerie
vendeur = vente sales salesman saleswoman salesperson seller
commercial = cial comm
electricien = electrique electricite elec electrician
electronicien = electronique
demonteur = demontage dismantler
depanneur = depannage breakdown
remorqueur = remorquage recovery
controle = controleur inspector inspection
comptable = comptabilite compta accountant
secretaire = secretariat secretary
pneumatique = pneu pneumaticien tyre tire
vitrage = vitrier vitre
renovateur = renovation
preparateur = preparation prepa
receptionnaire = recep recept
debosseleur = debosselage
recyclage = recycleur
responsable = resp respo manager mgr
directeur = dir director
technicien = tech techn technician
conseiller = cons advisor adviser
coordinateur = coordonnateur coordo coordinator
gestionnaire = gestion gest
operateur = oper operator operative
specialiste = spe specialise specialist
confirme = conf
expert = exp
adjoint = adj deputy
assistant = assist ass
magasinier = magas storekeeper
atelier = workshop
equipe = team
employe = employee clerk
client = clientele customer
location = loueur rental
parking = stationnement
conducteur = chauffeur driver
formateur = trainer
hote = hotesse
produit = product
"""
"""Forms of one word, or of words that one trade uses for the same work; the first stands for all."""

_ALONE: Final = """
mra = mecanicien reparateur automobile
cda = chef atelier
cclt = conseiller client apres-vente
cdv = chef ventes
dg = directeur general
"""
"""What means one job when it is all that is said: in longer titles these letters mean other things."""


def heard(title: str) -> tuple[str, ...]:
    """
    The words of a title that tell one job from another, each in one form, in alphabetical order.

    Examples
    --------
    >>> heard("Mécanicienne PL (H/F) – CDI"), heard("mécanicien poids lourds")
    (('mecanicien', 'pl'), ('mecanicien', 'pl'))
    >>> heard("Conseiller·ère client APV") == heard("conseillère clientèle après-vente")
    True
    """
    return tuple(sorted(set(_one_form_each(_without_gender_marks(title)))))


def _without_gender_marks(title: str) -> str:
    """Without "(H/F)" and the endings that stand for both genders, as in ``technicien(ne)``."""
    return _ENDINGS.sub(" ", _BOTH_GENDERS.sub(" ", fold(title)))


def _one_form_each(text: str) -> Iterator[str]:
    said = words_in_order(text)
    if len(said) == 1 and said[0] in _alone():
        said = words_in_order(_alone()[said[0]])
    for word in _spelt_out(said):
        masculine = _masculine(word)
        form = _forms().get(word) or _forms().get(masculine, masculine)
        if not (word in _IGNORED or re.fullmatch(r"\d+h?|[efhmx]", word)):
            yield form


def _spelt_out(said: tuple[str, ...]) -> Iterator[str]:
    """Words, with those that are said together put into one; the longest first."""
    place = 0
    while place < len(said):
        for length in range(min(_longest(), len(said) - place), 0, -1):
            together = _phrases().get(said[place : place + length])
            if together is not None:
                yield from together
                break
        else:
            length = 1
            yield said[place]
        place += length


_FEMININE: Final = (
    ("ienne", "ien"),
    ("trice", "teur"),
    ("euse", "eur"),
    ("onne", "on"),
    ("iere", "ier"),
    ("ere", "er"),
    ("effe", "ef"),
    ("ante", "ant"),
    ("ente", "ent"),
    ("ointe", "oint"),
    ("erte", "ert"),
    ("ee", "e"),
    ("ale", "al"),
)


def _masculine(word: str) -> str:
    """
    A word in the form that stands for both genders here.

    Examples
    --------
    >>> _masculine("conductrice"), _masculine("cheffe"), _masculine("atelier")
    ('conducteur', 'chef', 'atelier')
    """
    for ending, instead in _FEMININE:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    return word


# --- the tables, read ------------------------------------------------------------------------------


@cache
def _forms() -> Mapping[str, str]:
    """By word, the form that stands for it."""
    return {word: form for form, words in _entries(_WORDS) for word in (form, *words_in_order(words))}


@cache
def _phrases() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """By words said together, those that stand for them."""
    return {words_in_order(said): tuple(instead.split()) for said, instead in _entries(_PHRASES)}


@cache
def _longest() -> int:
    return max(map(len, _phrases()))


@cache
def _alone() -> Mapping[str, str]:
    return dict(_entries(_ALONE))


def _entries(table: str) -> Iterator[tuple[str, str]]:
    for line in table.strip().splitlines():
        left, _, right = line.partition("=")
        yield left.strip(), right.strip()
