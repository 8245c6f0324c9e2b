"""The catalogue: looked up by everybody, changed by administrators."""

from dataclasses import dataclass, replace

from domain.desk import Desk
from domain.names import clean_name
from domain.org.model import Actor, Role
from domain.org.rules import require_administrator
from domain.pages import Page
from domain.products import rules
from domain.products.errors import ProductNameTaken
from domain.products.model import NAME_LIMIT, Product, ProductId
from domain.products.views import CataloguePage, ProductPage


@dataclass(frozen=True, slots=True)
class ListProducts:
    """What is sold, and to administrators what was; those of a name where one is wanted."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        wanted: str | None = None,
        *,
        offset: int,
        size: int,
        only_sold: bool = False,
    ) -> CataloguePage:
        """``only_sold``: to administrators too."""
        is_administrator = actor.role is Role.ADMINISTRATOR
        async with self.desk.begin() as uow:
            products, total = await uow.products.page(
                wanted, offset=offset, size=size, only_sold=only_sold or not is_administrator
            )
        return CataloguePage(tuple(products), Page(offset, size, total), is_administrator)


@dataclass(frozen=True, slots=True)
class ViewProduct:
    desk: Desk

    async def __call__(self, actor: Actor, product_id: ProductId) -> ProductPage:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            product = await uow.products.get(product_id)
            users = await uow.products_in_use.count_users(product_id, actor.scope)
        return ProductPage(product, users, actor.role is Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class AddProduct:
    desk: Desk

    async def __call__(self, actor: Actor, name: str) -> Product:
        """Raises: AdministratorsOnly, NameMissing, NameTooLong, ProductNameTaken."""
        require_administrator(actor)
        name = clean_name(name, limit=NAME_LIMIT)
        async with self.desk.begin() as uow:
            known = await uow.products.find(name)
            added = None if known else await uow.products.add(name, self.desk.clock())
            if added is None:
                raise ProductNameTaken(name=known.name if known else name)
            await uow.commit()
        return added


@dataclass(frozen=True, slots=True)
class RenameProduct:
    desk: Desk

    async def __call__(
        self, actor: Actor, product_id: ProductId, name: str, *, version: int
    ) -> Product:
        """Raises: AdministratorsOnly, NotFound, Name…, ProductNameTaken, ProductChanged."""
        require_administrator(actor)
        name = clean_name(name, limit=NAME_LIMIT)
        async with self.desk.begin() as uow:
            product = await uow.products.get_to_change(product_id)
            if product.name == name:
                return product
            rules.require_version(product, version)
            known = await uow.products.find(name)
            if known is not None and known.id != product.id:
                raise ProductNameTaken(name=known.name)
            saved = await uow.products.save(replace(product, name=name), self.desk.clock())
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class WithdrawProduct:
    """It is sold no more; what clients use of it stays. ``is_withdrawn`` False sells it again."""

    desk: Desk

    async def __call__(
        self, actor: Actor, product_id: ProductId, *, is_withdrawn: bool, version: int
    ) -> Product:
        """Raises: AdministratorsOnly, NotFound, ProductChanged."""
        require_administrator(actor)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            product = await uow.products.get_to_change(product_id)
            if product.is_withdrawn == is_withdrawn:
                return product  # the second tap
            rules.require_version(product, version)
            changed = rules.withdraw(product, now) if is_withdrawn else rules.put_back(product)
            saved = await uow.products.save(changed, now)
            await uow.commit()
        return saved
